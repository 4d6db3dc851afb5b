package io.github.lmclip.core.eval;

import java.util.function.Function;

/** The numbers that a run is known by: two measures, each in total and by group. */
public enum Headline {
    /** Mean average precision over all classes. */
    MAP_TOTAL(Evaluation::meanAveragePrecision, GroupMeans.Part.TOTAL),
    /** Mean average precision over head classes. */
    MAP_HEAD(Evaluation::meanAveragePrecision, GroupMeans.Part.HEAD),
    /** Mean average precision over medium classes. */
    MAP_MEDIUM(Evaluation::meanAveragePrecision, GroupMeans.Part.MEDIUM),
    /** Mean average precision over tail classes. */
    MAP_TAIL(Evaluation::meanAveragePrecision, GroupMeans.Part.TAIL),
    /** Mean AUROC over all classes. */
    AUROC_TOTAL(Evaluation::meanAuroc, GroupMeans.Part.TOTAL),
    /** Mean AUROC over head classes. */
    AUROC_HEAD(Evaluation::meanAuroc, GroupMeans.Part.HEAD),
    /** Mean AUROC over medium classes. */
    AUROC_MEDIUM(Evaluation::meanAuroc, GroupMeans.Part.MEDIUM),
    /** Mean AUROC over tail classes. */
    AUROC_TAIL(Evaluation::meanAuroc, GroupMeans.Part.TAIL);

    private final Function<Evaluation, GroupMeans> measure;
    private final GroupMeans.Part part;

    Headline(Function<Evaluation, GroupMeans> measure, GroupMeans.Part part) {
        this.measure = measure;
        this.part = part;
    }

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
        return part.of(measure.apply(evaluation));
    }
}
