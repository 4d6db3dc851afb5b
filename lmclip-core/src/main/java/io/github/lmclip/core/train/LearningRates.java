package io.github.lmclip.core.train;

/**
 * The learning rate of every update of a run.
 *
 * @param start the rate that the schedule begins with
 * @param schedule how it goes on
 * @param epochs of the whole run
 * @param updatesPerEpoch updates in each
 */
record LearningRates(double start, Schedule schedule, int epochs, int updatesPerEpoch) {

    /** Checks that the warm-up ends within the run. */
    LearningRates {
        if (schedule.warmupUpdates() >= updates(epochs, updatesPerEpoch)) {
            throw new IllegalArgumentException("schedule.warmupUpdates must be below the run's %d updates, got %d"
                    .formatted(updates(epochs, updatesPerEpoch), schedule.warmupUpdates()));
        }
    }

    private static long updates(int epochs, int updatesPerEpoch) {
        return (long) epochs * updatesPerEpoch;
    }

    /**
     * Returns the rate of an update.
     *
     * @param epoch from 1
     * @param update from 0, within the epoch
     */
    double at(int epoch, int update) {
        long behind = updates(epoch - 1, updatesPerEpoch) + update;
        int warmup = schedule.warmupUpdates();
        double risen = behind < warmup ? (behind + 1.0) / warmup : 1;
        return risen
                * switch (schedule.kind()) {
                    case COSINE_PER_EPOCH -> cosine(epoch - 1, epochs);
                    case COSINE_PER_STEP ->
                        cosine(Math.max(0, behind - warmup), updates(epochs, updatesPerEpoch) - warmup);
                    case CONSTANT -> start;
                };
    }

    /** PyTorch's {@code CosineAnnealingLR} to zero. */
    private double cosine(long behind, long all) {
        return start * (1 + Math.cos(Math.PI * behind / all)) / 2;
    }
}
