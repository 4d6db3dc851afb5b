package org.example;

import static io.github.lmclip.core.Backbone.TINY;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.nio.file.Path;

/** What somebody's own program does with the library. */
public final class Main {

    private Main() {}

    /** Trains for an epoch, evaluates, classifies, saves and loads. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        ShapesMlt shapes = ShapesMlt.DEFAULT;
        Picture picture = shapes.read(Split.TEST, folder).samples().get(0).picture();
        try (LmClip model = LmClip.builder()
                .dataset(shapes)
                .backbone(TINY)
                .training(options -> options.withEpochs(1))
                .train()) {
            System.out.println(model.evaluate());
            model.save(folder);
            try (LmClip loaded = LmClip.load(folder)) {
                if (!loaded.classify(picture).equals(model.classify(picture))) {
                    throw new IllegalStateException("the loaded model answers otherwise");
                }
            }
        }
    }
}
