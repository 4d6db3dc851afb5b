package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * LMPT's class-specific embedding loss, between the token embeddings of captions and those of learned class prompts.
 *
 * <pre>
 * d = s sum over tokens of (1 - cosine(caption token, prompt token))         s = 1 if the class is in the picture, else -1
 * loss = mean over pictures and classes of w_c max(0, k_c - d)
 * k_c = margin / n_c^(1/4)        w_c = n_c^-exponent / sum over classes of n^-exponent        without counts k_c = margin, w_c = 1
 * </pre>
 *
 * <p>Mind the sign, which is the published one: the loss of a present class is large while its prompt is <em>near</em> the
 * caption, so that minimising it pushes the prompt away until the distance reaches the margin; an absent class's d is
 * negative, its loss always at work, and its prompt is pulled towards the caption. One would expect the opposite.
 *
 * <p>With counts, the published code throws for every input: it sums the weights over a dimension that is not there.
 * Here they are summed over the classes, as was surely meant, and the counts are image counts; the published training
 * would pass the softmax of those, which is 1 for the largest class and 0 for all others.
 *
 * <p>As published, d is a sum over some 75 tokens, beside which a margin of 0.2 hardly matters. Prompts begin with m
 * context tokens that captions lack: the published training compares {@code captions.get(":, :77 - m")} with {@code
 * prompts.get(":, m:")}.
 *
 * @param margin kappa, >= 0
 * @param exponent of the class weights, >= 0; without counts there are none
 * @param counts training images, or none for the same margin and weight for all
 * @see <a href="https://arxiv.org/abs/2305.04536">Xia et al., LMPT: Prompt Tuning with Class-Specific Embedding Loss for
 *     Long-Tailed Multi-Label Visual Recognition, 2023</a>
 */
public record ClassEmbeddingLoss(double margin, double exponent, Optional<ClassCounts> counts) {

    private static final double PUBLISHED_MARGIN = 0.2;
    private static final double PUBLISHED_EXPONENT = 2;
    private static final double ROOT = 0.25;

    /** The square of the least length that a token is divided by. */
    private static final double LEAST_SQUARE = 1e-16;

    /** Checks the ranges. */
    public ClassEmbeddingLoss {
        Requirements.finiteAtLeast("margin", margin, 0);
        Requirements.finiteAtLeast("exponent", exponent, 0);
        Objects.requireNonNull(counts, "counts");
    }

    /** Returns the loss of the published training, a margin of 0.2, the same for all classes. */
    public static ClassEmbeddingLoss defaults() {
        return new ClassEmbeddingLoss(PUBLISHED_MARGIN, PUBLISHED_EXPONENT, Optional.empty());
    }

    /** Returns this loss with margins and weights by class: exponent 2, if not another is given. */
    public ClassEmbeddingLoss withCounts(ClassCounts counts) {
        return new ClassEmbeddingLoss(margin, exponent, Optional.of(counts));
    }

    /**
     * Returns the loss, [].
     *
     * @param captions token embeddings, [N, L, D]
     * @param prompts token embeddings of the classes' prompts, [C, L, D]
     * @param targets 1 where the class is in the picture, else 0, [N, C]
     * @throws IllegalArgumentException if the shapes do not fit each other
     */
    public NDArray evaluate(NDArray captions, NDArray prompts, NDArray targets) {
        check(captions.getShape(), prompts.getShape(), targets.getShape());
        NDArray cosines = tokens(captions).matMul(tokens(prompts).transpose());
        NDArray distances = cosines.neg().add(captions.getShape().get(1));
        NDArray signed = distances.mul(targets.mul(2).sub(1));
        NDArray hinge = Activation.relu(signed.neg().add(margins(targets)));
        return hinge.mul(weights(targets)).mean();
    }

    private static void check(Shape captions, Shape prompts, Shape targets) {
        boolean fits = captions.dimension() == 3
                && prompts.dimension() == 3
                && captions.slice(1).equals(prompts.slice(1))
                && targets.equals(new Shape(captions.get(0), prompts.get(0)));
        if (!fits) {
            throw new IllegalArgumentException(
                    "captions, prompts and targets must be [N, L, D], [C, L, D] and [N, C], got %s, %s and %s"
                            .formatted(captions, prompts, targets));
        }
    }

    /** Returns every token at length 1, all tokens of a text in one row: products of rows are sums of cosines. */
    private static NDArray tokens(NDArray texts) {
        NDArray squares = texts.mul(texts).sum(new int[] {2}, true);
        NDArray lengths = squares.clip(LEAST_SQUARE, Double.POSITIVE_INFINITY).sqrt();
        return texts.div(lengths).reshape(texts.getShape().get(0), -1);
    }

    private NDArray margins(NDArray targets) {
        return row(targets, images -> margin / Math.pow(images, ROOT), margin);
    }

    private NDArray weights(NDArray targets) {
        double[] images = counts.map(ClassCounts::present).orElseGet(() -> new double[] {1});
        // in units of the rarest class, so that no power underflows for all
        double rarest = Arrays.stream(images).min().orElse(1);
        double total = Arrays.stream(images)
                .map(some -> Math.pow(rarest / some, exponent))
                .sum();
        return row(targets, some -> Math.pow(rarest / some, exponent) / total, 1);
    }

    private NDArray row(NDArray targets, DoubleUnaryOperator ofImages, double without) {
        return counts.map(some ->
                        some.row(Arrays.stream(some.present()).map(ofImages).toArray(), targets))
                .orElseGet(() -> targets.zerosLike().add(without));
    }
}
