package io.github.lmclip.core.eval;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The scores of two models in one order, class by class, so that exchanging some pictures' scores between the models takes
 * no sorting.
 */
final class ExchangedScores {

    /** One class's scores of both models, from the highest to the lowest. */
    private record Merged(int[] images, boolean[] second, boolean[] last) {}

    private final Merged[] classes;
    private final boolean[][] targets;
    private final int[][] members;

    ExchangedScores(Predictions first, Predictions second, ScoreKind score) {
        int count = first.classNames().size();
        float[][] one = Columns.of(score.of(first.logits()), count);
        float[][] other = Columns.of(score.of(second.logits()), count);
        targets = Columns.of(first.targets(), count);
        classes = IntStream.range(0, count)
                .parallel()
                .mapToObj(id -> merge(one[id], other[id]))
                .toArray(Merged[]::new);
        members = Resampling.members(first.groups());
    }

    private static Merged merge(float[] one, float[] other) {
        int count = one.length;
        float[] both = Arrays.copyOf(one, 2 * count);
        System.arraycopy(other, 0, both, count, count);
        long[] order = Ranking.of(both, new boolean[2 * count]).order();
        int[] images = new int[order.length];
        boolean[] second = new boolean[order.length];
        boolean[] last = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            int place = (int) order[i];
            images[i] = place % count;
            second[i] = place >= count;
            last[i] = Ranking.isLast(order, i);
        }
        return new Merged(images, second, last);
    }

    /**
     * Returns the headline numbers of the second model less those of the first.
     *
     * @param exchanged whether the two models change places for a picture
     */
    double[] differences(boolean[] exchanged) {
        double[][] precisions = new double[2][classes.length];
        double[][] aurocs = new double[2][classes.length];
        for (int id = 0; id < classes.length; id++) {
            RankWalk[] walks = walk(classes[id], targets[id], exchanged);
            for (int model = 0; model < 2; model++) {
                precisions[model][id] = walks[model].averagePrecision();
                aurocs[model][id] = walks[model].auroc();
            }
        }
        return PairedComparison.minus(
                Headline.of(precisions[1], aurocs[1], members), Headline.of(precisions[0], aurocs[0], members));
    }

    private static RankWalk[] walk(Merged merged, boolean[] targets, boolean[] exchanged) {
        RankWalk[] walks = {new RankWalk(), new RankWalk()};
        for (int i = 0; i < merged.images.length; i++) {
            int image = merged.images[i];
            walks[merged.second[i] ^ exchanged[image] ? 1 : 0].add(targets[image]);
            if (merged.last[i]) {
                walks[0].close();
                walks[1].close();
            }
        }
        return walks;
    }
}
