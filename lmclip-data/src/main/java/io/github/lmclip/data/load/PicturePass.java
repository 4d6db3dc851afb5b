package io.github.lmclip.data.load;

import io.github.lmclip.data.LongTailDataset;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Which pictures a loader visits.
 *
 * @param split what is visited
 * @param order places in the split, in the order to visit; a place may come more than once; not copied
 * @param batchSize pictures per batch, at least 1; the last batch may be smaller
 * @param passedOver whole batches at the beginning that are left out, at least 0: where a stopped pass goes on, chance
 *     does to the others what it would have done
 * @param seed of what chance does, drawn afresh for each place in the order; take another one each epoch
 */
public record PicturePass(LongTailDataset split, int[] order, int batchSize, int passedOver, long seed) {

    /** Checks the ranges. */
    public PicturePass {
        Objects.requireNonNull(split, "split");
        Objects.requireNonNull(order, "order");
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be >= 1, got " + batchSize);
        }
        if (passedOver < 0) {
            throw new IllegalArgumentException("passedOver must be >= 0, got " + passedOver);
        }
    }

    /** Returns the number of batches, those passed over included. */
    public int batches() {
        return (order.length + batchSize - 1) / batchSize;
    }

    /**
     * Returns for each place of the order whether left and right are exchanged there.
     *
     * @param flip whether chance may do so
     */
    public boolean[] mirrored(boolean flip) {
        boolean[] draws = new boolean[order.length];
        if (flip) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < draws.length; i++) {
                draws[i] = random.nextBoolean();
            }
        }
        return draws;
    }
}
