package io.github.lmclip.core;

import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.core.weights.WeightMix;
import io.github.lmclip.data.LongTailDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The networks on the line between a pre-trained one and the one that was fine-tuned from it (WiSE-FT): every parameter,
 * the logit scale and the running statistics of batch normalisation included, is (1 - alpha) times the pre-trained plus
 * alpha times the fine-tuned one. Fine-tuning gains on frequent classes and forgets rare ones; between the ends there often is
 * a network that is better than both.
 *
 * <pre>{@code
 * try (LmClip zeroShot = voc.zeroShot();
 *         LmClip fineTuned = LmClip.load(run.resolve("last.safetensors"));
 *         LmClip half = WeightInterpolation.between(zeroShot, fineTuned).at(0.5)) {
 *     System.out.println(half.evaluate());
 * }
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2109.01903">Wortsman et al., Robust Fine-Tuning of Zero-Shot Models, CVPR 2022</a>,
 *     equation 1
 */
public final class WeightInterpolation {

    private static final int STEPS = 10;

    private final LmClip zeroShot;
    private final LmClip fineTuned;

    private WeightInterpolation(LmClip zeroShot, LmClip fineTuned) {
        this.zeroShot = zeroShot;
        this.fineTuned = fineTuned;
    }

    /**
     * A network of the line, measured.
     *
     * @param alpha the fine-tuned network's share, in [0, 1]
     * @param evaluation by softmax
     */
    public record Point(double alpha, Evaluation evaluation) {

        /** Checks the range. */
        public Point {
            requireShare(alpha);
            Objects.requireNonNull(evaluation, "evaluation");
        }
    }

    /**
     * Returns the line between two models, which stay the caller's and must be open while it is used.
     *
     * @param zeroShot its end of alpha 0; a logit bias that it lacks counts as 0, and the
     *     features of its prompts as the trained labels that it lacks
     * @param fineTuned its end of alpha 1
     * @throws IllegalArgumentException if their networks or classes differ
     */
    public static WeightInterpolation between(LmClip zeroShot, LmClip fineTuned) {
        ModelCard start = zeroShot.card();
        ModelCard end = fineTuned.card();
        start.differenceOfKind(end).ifPresent(difference -> {
            throw new IllegalArgumentException("nothing lies between two models of different kinds: " + difference);
        });
        return new WeightInterpolation(zeroShot, fineTuned);
    }

    /** Returns 0, 0.1 and so on up to 1. */
    public static List<Double> tenths() {
        return IntStream.rangeClosed(0, STEPS).mapToObj(i -> (double) i / STEPS).toList();
    }

    /**
     * Returns the model of a share, with the classes and prompts of the fine-tuned one and the test split of the zero-shot
     * one. At 0 and at 1 its parameters are those of the ends, bit by bit. The caller closes it.
     *
     * @param alpha the fine-tuned network's share
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public LmClip at(double alpha) {
        requireShare(alpha);
        ClipExtras extras = fineTuned.card().extras().and(zeroShot.card().extras());
        List<WeightFile> ends = List.of(
                ClipWeights.live(zeroShot.clip(), "the zero-shot model", extras, zeroShot.labels()),
                ClipWeights.live(fineTuned.clip(), "the fine-tuned model", extras, fineTuned.labels()));
        WeightMix mix = WeightMix.of(ends, List.of(1 - alpha, alpha));
        ModelCard card = fineTuned.card().withExtras(extras);
        return ModelFolder.open(card, fineTuned.text(), mix, zeroShot.test().or(fineTuned::test));
    }

    /**
     * Measures networks of the line on a split, one after the other.
     *
     * @param alphas shares of the fine-tuned network, in the order of the result
     * @param split whose classes are the models'
     * @throws IllegalArgumentException if a share is not in [0, 1], before anything is measured
     */
    public List<Point> sweep(List<Double> alphas, LongTailDataset split) {
        alphas.forEach(WeightInterpolation::requireShare);
        List<Point> points = new ArrayList<>();
        for (double alpha : alphas) {
            try (LmClip model = at(alpha)) {
                points.add(new Point(alpha, model.evaluate(split)));
            }
        }
        return points;
    }

    private static void requireShare(double alpha) {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha must be in [0, 1], got " + alpha);
        }
    }
}
