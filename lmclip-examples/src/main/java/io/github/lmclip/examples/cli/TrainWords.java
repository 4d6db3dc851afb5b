package io.github.lmclip.examples.cli;

import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.RunPictures;
import io.github.lmclip.core.train.StepReport;
import java.nio.file.Path;

/** What {@code lmclip train} says of a run that begins, goes on or is over already. */
final class TrainWords implements ProgressListener {

    private static final int SHOWN = 5;

    private final Path folder;
    private final boolean begun;
    private boolean steps;

    /** Speaks of the run of a folder, which holds a state of it or does not. */
    TrainWords(Path folder, boolean begun) {
        this.folder = folder;
        this.begun = begun;
    }

    @Override
    public void onPictures(RunPictures pictures) {
        System.err.printf("%s: %s.%n", folder, pictures.words());
        pictures.doubts().stream().limit(SHOWN).forEach(doubt -> System.err.println("Warning: " + doubt));
        if (pictures.doubts().size() > SHOWN) {
            System.err.printf(
                    "and %d more such warnings; lmclip check-data has them all%n",
                    pictures.doubts().size() - SHOWN);
        }
    }

    @Override
    public void onStep(StepReport step) {
        if (begun && !steps) {
            System.err.printf("Going on in epoch %d of %d.%n", step.epoch(), step.epochs());
        }
        steps = true;
    }

    /** Says so, if there was nothing left to train. */
    void sayIfFinishedBefore() {
        if (begun && !steps) {
            System.err.printf("%s was finished already, nothing is trained; --restart begins anew.%n", folder);
        }
    }
}
