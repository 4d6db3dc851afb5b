package io.github.lmclip.core.eval;

/** The way down one class's ranking, on which both measures are added up; equal scores are closed together. */
final class RankWalk {

    private long positives;
    private long others;
    private long positivesBefore;
    private long othersBefore;
    private double precisions;

    /** Pairs of a picture of the class and another in the wrong order; equal scores count half. */
    private double disorder;

    /** Passes a picture. */
    void add(boolean positive) {
        positives += positive ? 1 : 0;
        others += positive ? 0 : 1;
    }

    /** Ends a run of equal scores. */
    void close() {
        long step = positives - positivesBefore;
        if (step > 0) {
            precisions += (double) step * positives / (positives + others);
            disorder += step * (othersBefore + others) / 2.0;
            positivesBefore = positives;
        }
        othersBefore = others;
    }

    long positives() {
        return positives;
    }

    /** Returns the average precision, 0 without positives. */
    double averagePrecision() {
        return positives == 0 ? 0 : precisions / positives;
    }

    /** Returns the area under the receiver operating characteristic, NaN without positives or without others. */
    double auroc() {
        double pairs = (double) positives * others;
        return pairs == 0 ? Double.NaN : (pairs - disorder) / pairs;
    }
}
