package io.github.lmclip.core.eval;

/** The numbers that a run is known by: two measures, each in total and by group. */
public enum Headline {
    /** Mean average precision over all classes. */
    MAP_TOTAL,
    /** Mean average precision over head classes. */
    MAP_HEAD,
    /** Mean average precision over medium classes. */
    MAP_MEDIUM,
    /** Mean average precision over tail classes. */
    MAP_TAIL,
    /** Mean AUROC over all classes. */
    AUROC_TOTAL,
    /** Mean AUROC over head classes. */
    AUROC_HEAD,
    /** Mean AUROC over medium classes. */
    AUROC_MEDIUM,
    /** Mean AUROC over tail classes. */
    AUROC_TAIL;

    /** Returns all of them in order, from the two measures of each class. */
    static double[] of(double[] precisions, double[] aurocs, int[][] members) {
        double[] found = new double[values().length];
        for (int group = 0; group < members.length; group++) {
            found[group] = mean(precisions, members[group]);
            found[members.length + group] = mean(aurocs, members[group]);
        }
        return found;
    }

    private static double mean(double[] values, int[] members) {
        double sum = 0;
        int count = 0;
        for (int id : members) {
            if (!Double.isNaN(values[id])) {
                sum += values[id];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** Returns the number in an evaluation. */
    public double of(Evaluation evaluation) {
        GroupMeans means =
                ordinal() < AUROC_TOTAL.ordinal() ? evaluation.meanAveragePrecision() : evaluation.meanAuroc();
        return switch (this) {
            case MAP_TOTAL, AUROC_TOTAL -> means.total();
            case MAP_HEAD, AUROC_HEAD -> means.head();
            case MAP_MEDIUM, AUROC_MEDIUM -> means.medium();
            case MAP_TAIL, AUROC_TAIL -> means.tail();
        };
    }
}
