package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * How many training images show each class. Losses need a finite number for every class: one without images counts as
 * often as the rarest one that has some, and one in all images as missing from a single one. The published codes have no
 * such rule and give infinity or NaN there.
 *
 * @param images training images N, >= 1
 * @param counts images n_c of each class, in [0, N]
 */
public record ClassCounts(int images, List<Integer> counts) {

    /**
     * Copies the counts.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public ClassCounts {
        Requirements.finiteAtLeast("images", images, 1);
        counts = List.copyOf(counts);
        for (int id = 0; id < counts.size(); id++) {
            if (counts.get(id) < 0 || counts.get(id) > images) {
                throw new IllegalArgumentException(
                        "counts[%d] must be in [0, %d], got %d".formatted(id, images, counts.get(id)));
            }
        }
    }

    /** Returns the images of each class, all > 0. */
    double[] present() {
        int rarest = counts.stream()
                .mapToInt(count -> count)
                .filter(count -> count > 0)
                .min()
                .orElse(1);
        return counts.stream().mapToDouble(count -> count == 0 ? rarest : count).toArray();
    }

    /** Returns log(N / n_c - 1) of each class: how much likelier it is to be absent. */
    double[] absenceLogOdds() {
        double[] present = present();
        double[] odds = new double[present.length];
        for (int id = 0; id < odds.length; id++) {
            odds[id] = Math.log(Math.max(images - present[id], 1) / present[id]);
        }
        return odds;
    }

    /**
     * Returns one number per class as a row [1, C] beside the targets.
     *
     * @throws IllegalArgumentException if the targets [N, C] have another number of classes
     */
    NDArray row(double[] values, NDArray targets) {
        long classes = targets.getShape().get(1);
        if (classes != counts.size()) {
            throw new IllegalArgumentException(
                    "the counts are of %d classes, the batch has %d".formatted(counts.size(), classes));
        }
        NDArray row = targets.getManager().create(values).reshape(1, values.length);
        return row.toType(targets.getDataType(), false);
    }
}
