package io.github.lmclip.core.eval;

/** The way down one class's ranking, on which both measures are added up; equal scores are closed together. */
final class RankWalk {

    private long pictures;
    private long positives;
    private long picturesBefore;
    private long positivesBefore;
    private double precisions;
    private double area;

    /** Passes a picture that counts so often. */
    void add(int weight, boolean positive) {
        pictures += weight;
        positives += positive ? weight : 0;
    }

    /** Ends a run of equal scores. */
    void close() {
        if (pictures > picturesBefore) {
            long step = positives - positivesBefore;
            long others = pictures - picturesBefore - step;
            precisions += step == 0 ? 0 : (double) step * positives / pictures;
            area += others * (positives + (double) positivesBefore) / 2;
            picturesBefore = pictures;
            positivesBefore = positives;
        }
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
        double pairs = (double) positives * (pictures - positives);
        return pairs == 0 ? Double.NaN : area / pairs;
    }
}
