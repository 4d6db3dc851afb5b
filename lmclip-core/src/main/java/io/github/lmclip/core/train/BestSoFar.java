package io.github.lmclip.core.train;

/**
 * How an early stopping run stands.
 *
 * @param score the best that was measured, 0 at first
 * @param since evaluations after it
 */
public record BestSoFar(double score, int since) {

    /** Nothing was measured yet. */
    static final BestSoFar NOTHING = new BestSoFar(0, 0);
}
