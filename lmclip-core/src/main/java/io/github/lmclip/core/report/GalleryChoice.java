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
 * 0 where all labels come first.
 *
 * @param best those of the largest margins, of different rarest labels first
 * @param worst those of the smallest, likewise
 * @param surprising those whose labels were the least probable, of the others
 */
record GalleryChoice(List<Integer> best, List<Integer> worst, List<Integer> surprising) {

    /**
     * Chooses among the pictures with labels.
     *
     * @param counts training pictures of each class
     * @param probabilities of each class [N][C]
     * @param size pictures of a row
     */
    static GalleryChoice of(Predictions predictions, List<Integer> counts, float[][] probabilities, int size) {
        List<Integer> labelled = IntStream.range(0, predictions.size())
                .filter(image -> predictions.labels(image) > 0)
                .boxed()
                .toList();
        Choice choice = new Choice(predictions, counts, size);
        List<Integer> best = choice.first(labelled, image -> -margin(predictions, image));
        List<Integer> worst = choice.first(without(labelled, best), image -> margin(predictions, image));
        List<Integer> rest = without(without(labelled, best), worst);
        List<Integer> surprising = choice.first(
                rest, image -> -surprise(probabilities[image], predictions.targets()[image]));
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

    /** Takes the first of an order, one for each rarest label before a second of any. */
    private record Choice(Predictions predictions, List<Integer> counts, int size) {

        List<Integer> first(List<Integer> images, IntToDoubleFunction key) {
            List<Integer> order = images.stream()
                    .sorted(Comparator.comparingDouble(key::applyAsDouble))
                    .toList();
            Set<Integer> seen = new HashSet<>();
            List<Integer> chosen = new ArrayList<>();
            order.stream()
                    .filter(image -> seen.add(rarest(image).orElseThrow()))
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
