package io.github.lmclip.examples.cli;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import io.github.lmclip.examples.cli.output.ConsoleProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The small backbone on the drawn pictures. */
final class Quickstart {

    private final ShapesMlt shapes = ShapesMlt.DEFAULT;
    private final LmClipBuilder start = LmClip.builder().dataset(shapes).backbone(Backbone.TINY);
    private final Configuration configuration;

    Quickstart(Optional<Integer> epochs) {
        Configuration preset = Configuration.named("quickstart");
        configuration = epochs.map(count -> preset.with("training.epochs", Integer.toString(count)))
                .orElse(preset);
    }

    Evaluation zeroShot() {
        try (LmClip clip = start.zeroShot()) {
            return clip.evaluate();
        }
    }

    List<Sample> testPictures() {
        return shapes.read(Split.TEST, shapes.defaultImages()).samples();
    }

    /** Trains by the configuration of this name, so that the folder says how, to whoever measures or reports it. */
    LmClip train(long seed, Path folder) {
        Configuration seeded = configuration.with("training.seed", Long.toString(seed));
        try (ConsoleProgress progress = new ConsoleProgress("LM-CLIP recipe")) {
            return seeded.builder().listener(progress).runFolder(folder).train();
        }
    }
}
