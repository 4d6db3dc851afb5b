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

    /**
     * Copies the counts.
     *
     * @throws IllegalArgumentException if a count is negative or above the number of images
     */
    public ClassFrequencies {
        counts = List.copyOf(counts);
        for (int id = 0; id < counts.size(); id++) {
            if (counts.get(id) < 0 || counts.get(id) > images) {
                throw new IllegalArgumentException(
                        "counts[%d] must be in [0, %d], got %d".formatted(id, images, counts.get(id)));
            }
        }
    }

    /** Counts the classes of a split. */
    public static ClassFrequencies of(LongTailDataset split) {
        Integer[] counts = new Integer[split.classNames().size()];
        Arrays.fill(counts, 0);
        split.samples().forEach(sample -> sample.classes().forEach(id -> counts[id]++));
        return new ClassFrequencies(split.size(), Arrays.asList(counts));
    }

    /** Returns the ids of the classes that no image shows. */
    public List<Integer> unseen() {
        return IntStream.range(0, counts.size())
                .filter(id -> counts.get(id) == 0)
                .boxed()
                .toList();
    }

    /** Returns each class's group, if this is the training split. */
    public List<ClassGroup> groups() {
        return counts.stream().map(ClassGroup::of).toList();
    }

    /**
     * Returns (N / n_c)^power, divided by the largest of them: each in (0, 1]. A class without images weighs 1, like the
     * rarest one.
     *
     * @param power >= 0, finite
     * @throws IllegalArgumentException if the power is not
     */
    public List<Double> classWeights(double power) {
        checkPower(power);
        int rarest = counts.stream()
                .mapToInt(count -> count)
                .filter(count -> count > 0)
                .min()
                .orElse(1);
        return counts.stream()
                .map(count -> count == 0 ? 1 : Math.pow((double) rarest / count, power))
                .toList();
    }

    /**
     * Returns, for every image of a split, (the sum of N / n_c over its classes c)^power, divided by the largest: each in
     * [0, 1]. An image without labels weighs 0 unless the power is 0; if no image has a label, all weigh 1.
     *
     * @param split samples of the same classes
     * @param power >= 0, finite
     * @throws IllegalArgumentException if the power is not, or the split has another number of classes
     */
    public double[] imageWeights(LongTailDataset split, double power) {
        checkPower(power);
        if (split.classNames().size() != counts.size()) {
            throw new IllegalArgumentException("%s has %d classes, expected the %d that were counted"
                    .formatted(split.name(), split.classNames().size(), counts.size()));
        }
        double[] rarities = split.samples().stream().mapToDouble(this::rarity).toArray();
        double largest = Arrays.stream(rarities).max().orElse(0);
        return Arrays.stream(rarities)
                .map(rarity -> largest == 0 ? 1 : Math.pow(rarity / largest, power))
                .toArray();
    }

    private static void checkPower(double power) {
        if (!(power >= 0 && power < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("power must be a finite number >= 0, got " + power);
        }
    }

    private double rarity(Sample sample) {
        return sample.classes().stream()
                .mapToDouble(id -> (double) images / Math.max(1, counts.get(id)))
                .sum();
    }
}
