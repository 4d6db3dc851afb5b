package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;

/**
 * Multiplies the logits of present and of absent classes by different factors. A factor lambda > 1 on the absent ones,
 * together with a weight 1 / lambda, makes a loss tolerant: its slope at a confident mistake stays 1, but it lets go of a
 * negative sooner. DB* scales the present ones too.
 *
 * @param present factors > 0 of present classes, one for all or one per class
 * @param absent factor > 0 of absent classes
 */
public record TargetScaling(List<Double> present, double absent) implements MarginShift {

    /** Checks the ranges and copies the factors. */
    public TargetScaling {
        present = List.copyOf(present);
        for (int i = 0; i < present.size(); i++) {
            Requirements.positive("present[" + i + "]", present.get(i));
        }
        Requirements.positive("absent", absent);
    }

    /** Returns the scaling by one factor for all present classes and one for all absent ones. */
    public static TargetScaling of(double present, double absent) {
        return new TargetScaling(List.of(present), absent);
    }

    /** Returns the scaling of present classes by their share of the largest class's images, as in the paper of DB*. */
    public static TargetScaling byFrequency(ClassCounts counts, double absent) {
        double[] images = counts.present();
        double largest = Arrays.stream(images).max().orElse(1);
        return new TargetScaling(
                Arrays.stream(images).mapToObj(count -> count / largest).toList(), absent);
    }

    @Override
    public NDArray shift(NDArray logits, NDArray targets) {
        long classes = targets.getShape().get(1);
        if (present.size() != 1 && present.size() != classes) {
            throw new IllegalArgumentException(
                    "present must have one factor or one per class (%d), got %d".formatted(classes, present.size()));
        }
        NDArray ofPresent = targets.mul(AsymmetricTerms.row(present, targets));
        return logits.mul(ofPresent.add(targets.neg().add(1).mul(absent)));
    }
}
