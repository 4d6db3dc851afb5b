package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import java.util.Arrays;
import java.util.Objects;

/**
 * Class-balanced weighting: n images of a class are worth (1 - beta^n) / (1 - beta) different ones, and the weight f(n) is
 * the inverse of that. The paper has one class per picture; the published multi-label codes take the weight of each class,
 * or one of three averages over the classes of the picture. Pictures without classes are averaged over all classes, where
 * those codes give NaN.
 *
 * @param counts training images
 * @param beta how much images of a class repeat each other, in [0, 1)
 * @param averaging from classes to the picture
 * @see <a href="https://arxiv.org/abs/1901.05555">Cui et al., Class-Balanced Loss Based on Effective Number of Samples,
 *     CVPR 2019, equation 10</a>
 */
public record ClassBalancing(ClassCounts counts, double beta, Averaging averaging) implements Weighting {

    /** The beta of all published settings of the family. */
    public static final double PUBLISHED_BETA = 0.9;

    /** Checks the range. */
    public ClassBalancing {
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(averaging, "averaging");
        Requirements.within("beta", beta, 0, 1);
    }

    /** Returns the published weighting of each class by itself. */
    public static ClassBalancing of(ClassCounts counts) {
        return new ClassBalancing(counts, PUBLISHED_BETA, Averaging.BY_CLASS);
    }

    @Override
    public NDArray weights(NDArray targets) {
        return averaging.weights(this, counts.row(counts.present(), targets), targets);
    }

    /** Returns (1 - beta) / (1 - beta^n). */
    private NDArray of(NDArray images) {
        NDArray worth = images.mul(Math.log(beta)).exp().neg().add(1);
        return worth.onesLike().mul(1 - beta).div(worth);
    }

    /** Returns the mean [N, 1] of one number per class [1, C] over the classes of each picture, or over all if it has none. */
    private static NDArray mean(NDArray values, NDArray targets) {
        NDArray none = targets.sum(new int[] {1}, true).eq(0);
        NDArray members = targets.add(none.toType(targets.getDataType(), false));
        return members.mul(values).sum(new int[] {1}, true).div(members.sum(new int[] {1}, true));
    }

    /** How the classes of a picture give its weight. The published names are by_class, average_n, average_w, min_n. */
    public enum Averaging {
        /** Not at all: class i weighs f(n_i). */
        BY_CLASS {
            @Override
            NDArray weights(ClassBalancing balancing, NDArray images, NDArray targets) {
                return balancing.of(images);
            }
        },
        /** The picture weighs f(mean of n). */
        MEAN_COUNT {
            @Override
            NDArray weights(ClassBalancing balancing, NDArray images, NDArray targets) {
                return balancing.of(mean(images, targets));
            }
        },
        /** The picture weighs the mean of f(n). */
        MEAN_WEIGHT {
            @Override
            NDArray weights(ClassBalancing balancing, NDArray images, NDArray targets) {
                return mean(balancing.of(images), targets);
            }
        },
        /** The picture weighs f(least n); one without classes as if it showed a class of 100,000 images, as published. */
        LEAST_COUNT {
            @Override
            NDArray weights(ClassBalancing balancing, NDArray images, NDArray targets) {
                double absent = Math.max(
                        ABSENT, Arrays.stream(balancing.counts.present()).max().orElse(0));
                NDArray present = images.broadcast(targets.getShape());
                NDArray found = NDArrays.where(
                        targets.gt(0), present, targets.onesLike().mul(absent));
                return balancing.of(found.min(new int[] {1}, true));
            }
        };

        private static final double ABSENT = 100_000;

        abstract NDArray weights(ClassBalancing balancing, NDArray images, NDArray targets);
    }
}
