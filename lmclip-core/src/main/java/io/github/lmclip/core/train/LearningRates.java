package io.github.lmclip.core.train;

/**
 * The learning rate of every update of a run.
 *
 * @param start the rate that the schedule begins with
 * @param epochs of the whole run
 */
record LearningRates(double start, int epochs) {

    /**
     * Returns the rate of an update.
     *
     * @param epoch from 1
     * @param update from 0, within the epoch
     */
    double at(int epoch, int update) {
        return CosineSchedule.rate(start, epoch - 1, epochs);
    }
}
