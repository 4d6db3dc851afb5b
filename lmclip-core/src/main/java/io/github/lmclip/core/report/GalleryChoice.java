package io.github.lmclip.core.report;

import io.github.lmclip.core.eval.Predictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Which pictures a gallery shows. A picture's margin is its lowest logit of a label less its highest of another class: above
 * 0 where all labels come first. Few pictures are shared out evenly, and each is shown once.
 *
 * @param best those of the largest margins, of different rarest labels first
 * @param worst those of the smallest, likewise
 * @param surprising those whose labels were the least probable, of the others
 */
record GalleryChoice(List<Integer> best, List<Integer> worst, List<Integer> surprising) {

    private static final int ROWS = 3;

    /**
     * Chooses among the pictures with labels.
     *
     * @param counts training pictures of each class
     * @param probabilities of each class [N][C]
     * @param size pictures of a row at most
     */
    static GalleryChoice of(Predictions predictions, List<Integer> counts, float[][] probabilities, int size) {
        List<Integer> labelled = IntStream.range(0, predictions.size())
                .filter(image -> predictions.labels(image) > 0)
                .boxed()
                .toList();
        Choice choice = Choice.of(predictions, counts, labelled.size(), size);
        List<Integer> best = choice.first(labelled, image -> -margin(predictions, image), 0);
        List<Integer> worst = choice.first(without(labelled, best), image -> margin(predictions, image), 1);
        List<Integer> rest = without(without(labelled, best), worst);
        List<Integer> surprising = choice.first(
                rest, image -> -surprise(probabilities[image], predictions.targets()[image]), 2);
        return new GalleryChoice(best, worst, surprising);
    }

    private static List<Integer> without(List<Integer> images, List<Integer> taken) {
        Set<Integer> gone = new HashSet<>(taken);
        return images.stream().filter(image -> !gone.contains(image)).toList();
    }

    static double margin(Predictions predictions, int image) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        float[] logits = predictions.logits()[image];
        for (int id = 0; id < logits.length; id++) {
            if (predictions.shows(image, id)) {
                lowest = Math.min(lowest, logits[id]);
            } else {
                highest = Math.max(highest, logits[id]);
            }
        }
        return lowest - highest;
    }

    /** Returns how many bits the truth tells whoever believed the probabilities. */
    static double surprise(float[] probabilities, boolean... targets) {
        double bits = 0;
        for (int id = 0; id < targets.length; id++) {
            double likely = targets[id] ? probabilities[id] : 1 - probabilities[id];
            bits -= Math.log(Math.max(likely, Float.MIN_NORMAL)) / Math.log(2);
        }
        return bits;
    }

    /** Returns whether there are too few pictures for three rows of a size; labels have no say in their order then. */
    boolean isShared(int size) {
        return surprising.size() < size;
    }

    /** Takes the first of an order; where there are enough pictures, one for each rarest label before a second of any. */
    private record Choice(Predictions predictions, List<Integer> counts, List<Integer> sizes, boolean enough) {

        static Choice of(Predictions predictions, List<Integer> counts, int pictures, int size) {
            List<Integer> sizes = IntStream.range(0, ROWS)
                    .map(row -> Math.min(size, (pictures + ROWS - 1 - row) / ROWS))
                    .boxed()
                    .toList();
            return new Choice(predictions, counts, sizes, pictures >= ROWS * size);
        }

        List<Integer> first(List<Integer> images, IntToDoubleFunction key, int row) {
            int size = sizes.get(row);
            List<Integer> order = images.stream()
                    .sorted(Comparator.comparingDouble(key::applyAsDouble))
                    .toList();
            Set<Integer> seen = new HashSet<>();
            List<Integer> chosen = new ArrayList<>();
            order.stream()
                    .filter(image -> enough && seen.add(rarest(image).orElseThrow()))
                    .limit(size)
                    .forEach(chosen::add);
            without(order, chosen).stream()
                    .limit(Math.max(0, size - chosen.size()))
                    .forEach(chosen::add);
            return chosen;
        }

        private Optional<Integer> rarest(int image) {
            return predictions.classes(image).stream().min(Comparator.comparing(counts::get));
        }
    }
}
