package io.github.lmclip.core;

import io.github.lmclip.core.ModelBuild.Task;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Gives out a pre-trained model as it is, with a dataset's classes or with labels of the caller's. */
final class ZeroShotRun {

    private final Wishes wishes;

    ZeroShotRun(Wishes wishes) {
        this.wishes = wishes;
    }

    LmClip open() {
        if (wishes.dataset.isPresent() && wishes.labels.isPresent()) {
            throw new IllegalStateException("say dataset(...) or labels(...), not both: a dataset has its own labels");
        }
        return new ModelBuild(wishes, wishes.blueprint()).build(task(), model -> {});
    }

    private Task task() {
        if (wishes.labels.isPresent()) {
            List<String> labels = wishes.labels.get();
            return new Task(
                    labels, Collections.nCopies(labels.size(), ClassGroup.HEAD), ClipExtras.none(), Optional.empty());
        }
        DatasetSource source =
                wishes.dataset.orElseThrow(() -> Wishes.missing("dataset(...) or labels(...)", "zeroShot()"));
        Path images = wishes.images.orElseGet(source::defaultImages);
        LongTailDataset training = source.read(Split.TRAIN, images);
        return new Task(
                training.classNames(),
                ClassFrequencies.of(training).groups(),
                ClipExtras.none(),
                Optional.of(source.read(Split.TEST, images)));
    }
}
