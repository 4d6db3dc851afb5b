package io.github.lmclip.examples.cli;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The small backbone on the drawn pictures. */
final class Quickstart {

    /** Epochs between two evaluations; each takes about a second. */
    private static final int EVALUATE_EVERY = 4;

    private final ShapesMlt shapes = ShapesMlt.DEFAULT;
    private final LmClipBuilder start = LmClip.builder().dataset(shapes).backbone(Backbone.TINY);
    private final Optional<Integer> epochs;

    Quickstart(Optional<Integer> epochs) {
        this.epochs = epochs;
    }

    Evaluation zeroShot() {
        try (LmClip clip = start.zeroShot()) {
            return clip.evaluate();
        }
    }

    List<Sample> testPictures() {
        return shapes.read(Split.TEST, shapes.defaultImages()).samples();
    }

    LmClip train(long seed, Path folder) {
        UnaryOperator<TrainingOptions> options = preset ->
                preset.withSeed(seed).withEvaluateEvery(EVALUATE_EVERY).withEpochs(epochs.orElse(preset.epochs()));
        try (ConsoleProgress progress = new ConsoleProgress("LM-CLIP recipe")) {
            return start.training(options).listener(progress).runFolder(folder).train();
        }
    }
}
