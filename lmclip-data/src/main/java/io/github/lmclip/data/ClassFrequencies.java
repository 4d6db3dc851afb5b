package io.github.lmclip.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many images of a split show each class, and the weights that follow from it.
 *
 * @param images images N of the split
 * @param counts images n_c per class
 */
public record ClassFrequencies(int images, List<Integer> counts) {

    /** Copies the counts. */
    public ClassFrequencies {
        counts = List.copyOf(counts);
    }

    /** Counts the classes of a split. */
    public static ClassFrequencies of(LongTailDataset split) {
        Integer[] counts = new Integer[split.classNames().size()];
        Arrays.fill(counts, 0);
        split.samples().forEach(sample -> sample.classes().forEach(id -> counts[id]++));
        return new ClassFrequencies(split.size(), Arrays.asList(counts));
    }

    /** Returns each class's group, if this is the training split. */
    public List<ClassGroup> groups() {
        return counts.stream().map(ClassGroup::of).toList();
    }

    /**
     * Returns (N / n_c)^power, divided by the largest of them: each in (0, 1]. A class without images weighs 1, like the
     * rarest one.
     *
     * @param power >= 0
     */
    public List<Double> classWeights(double power) {
        double[] weights = counts.stream()
                .mapToDouble(count -> Math.pow((double) images / count, power))
                .toArray();
        double largest = IntStream.range(0, weights.length)
                .filter(id -> counts.get(id) > 0)
                .mapToDouble(id -> weights[id])
                .max()
                .orElse(1);
        return IntStream.range(0, weights.length)
                .mapToObj(id -> counts.get(id) == 0 ? 1.0 : weights[id] / largest)
                .toList();
    }

    /**
     * Returns, for every image of a split, (the sum of N / n_c over its classes c)^power, divided by the largest: each in
     * [0, 1]. An image without labels weighs 0 unless the power is 0; if no image has a label, all weigh 1.
     *
     * @param split samples of the same classes
     * @param power >= 0
     */
    public double[] imageWeights(LongTailDataset split, double power) {
        double[] weights = split.samples().stream()
                .mapToDouble(sample -> Math.pow(rarity(sample), power))
                .toArray();
        double largest = Arrays.stream(weights).max().orElse(0);
        return Arrays.stream(weights)
                .map(weight -> largest == 0 ? 1 : weight / largest)
                .toArray();
    }

    private double rarity(Sample sample) {
        return sample.classes().stream()
                .mapToDouble(id -> (double) images / Math.max(1, counts.get(id)))
                .sum();
    }
}
