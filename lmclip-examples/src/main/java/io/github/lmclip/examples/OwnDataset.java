package io.github.lmclip.examples;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.data.ClassNames;
import io.github.lmclip.data.ListedSource;
import java.nio.file.Path;

/** Fine-tunes on pictures of one's own: {@code OwnDataset FOLDER} with classes.txt, train.txt and test.txt in it. */
public final class OwnDataset {

    private OwnDataset() {}

    /** Trains the small backbone for two epochs and prints how well it ranks. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        ListedSource own = new ListedSource(
                "own",
                ClassNames.read(folder.resolve("classes.txt")),
                folder.resolve("train.txt"),
                folder.resolve("test.txt"));
        try (LmClip model = LmClip.builder()
                .dataset(own)
                .images(folder)
                .backbone(Backbone.TINY)
                .training(options -> options.withEpochs(2).withBatchSize(8))
                .train()) {
            System.out.println(model.evaluate());
            model.save(folder.resolve("model"));
        }
    }
}
