package io.github.lmclip.core;

import java.nio.file.Path;

/** A run in a process of its own, to be killed: {@code KilledRun FOLDER EPOCHS}. */
final class KilledRun {

    private KilledRun() {}

    public static void main(String[] args) {
        builder(Path.of(args[0]), Integer.parseInt(args[1])).resume().train().close();
    }

    static LmClipBuilder builder(Path folder, int epochs) {
        return LmClip.builder()
                .dataset(new SmallShapes(48, 24))
                .backbone(Backbone.TINY)
                .training(options -> options.withEpochs(epochs).withBatchSize(8))
                .runFolder(folder);
    }
}
