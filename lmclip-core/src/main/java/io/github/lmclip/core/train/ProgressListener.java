package io.github.lmclip.core.train;

/** Watches a run from outside; called in the thread that trains. */
public interface ProgressListener {

    /** Called when the data is read, before the network is trained or a run's folder is opened. */
    default void onPictures(RunPictures pictures) {}

    /**
     * Called before the first step.
     *
     * @param estimate what the run needs
     */
    default void onStart(MemoryEstimate estimate) {}

    /**
     * Called after each backward pass: the parameters are those that it was taken at, their gradients are sums since the last
     * update.
     *
     * @param epoch from 1
     * @param step from 1, within the epoch
     */
    default void onBackward(int epoch, int step) {}

    /** Called after each step. */
    default void onStep(StepReport step) {}

    /** Called after each epoch, its evaluation included. */
    default void onEpoch(EpochReport epoch) {}

    /** Returns a listener that calls this one, then {@code next}. */
    default ProgressListener andThen(ProgressListener next) {
        ProgressListener first = this;
        return new ProgressListener() {
            @Override
            public void onPictures(RunPictures pictures) {
                first.onPictures(pictures);
                next.onPictures(pictures);
            }

            @Override
            public void onStart(MemoryEstimate estimate) {
                first.onStart(estimate);
                next.onStart(estimate);
            }

            @Override
            public void onBackward(int epoch, int step) {
                first.onBackward(epoch, step);
                next.onBackward(epoch, step);
            }

            @Override
            public void onStep(StepReport step) {
                first.onStep(step);
                next.onStep(step);
            }

            @Override
            public void onEpoch(EpochReport epoch) {
                first.onEpoch(epoch);
                next.onEpoch(epoch);
            }
        };
    }
}
