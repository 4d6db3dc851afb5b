package io.github.lmclip.core.train;

/**
 * Where a run stands between two steps; draws and flips follow from it and the seed.
 *
 * @param epoch being run, from 1; one more than the last when the run is over
 * @param batches of this epoch that are behind
 * @param steps taken in this epoch; fewer where whole batches could not be decoded
 * @param skipped pictures of this epoch that could not be decoded
 * @param images trained on in this epoch
 * @param lossSum sum over those images of their batch's loss
 * @param best how early stopping stands
 */
public record Progress(int epoch, int batches, int steps, int skipped, long images, double lossSum, BestSoFar best) {

    /** Returns the beginning of a run. */
    public static Progress start() {
        return startOf(1, BestSoFar.NOTHING);
    }

    /** Returns the beginning of an epoch. */
    static Progress startOf(int epoch, BestSoFar best) {
        return new Progress(epoch, 0, 0, 0, 0, 0, best);
    }

    /** Returns the progress after a batch none of which could be decoded. */
    Progress plusSkipped(int pictures) {
        return new Progress(epoch, batches + 1, steps, skipped + pictures, images, lossSum, best);
    }

    /** Returns the progress after a step. */
    Progress plusStep(int pictures, int left, double loss) {
        return new Progress(
                epoch, batches + 1, steps + 1, skipped + left, images + pictures, lossSum + loss * pictures, best);
    }

    /** Returns the mean loss of the epoch's images, NaN where there are none. */
    double meanLoss() {
        return images == 0 ? Double.NaN : lossSum / images;
    }
}
