package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Objects;

/**
 * The balanced asymmetric loss (BAL) of LM-CLIP: the asymmetric loss on normalised logits, with the positive part of
 * class c weighted by 1 + w_c and smoothed targets.
 *
 * <pre>
 * p = sigmoid(x / max(x))     t = (1 - smoothing) y + smoothing / C     a = 1 - y     q = min(1 - p + margin, 1)
 * loss = -mean((t log(p) (1 + w) + a log(q)) (1 - t p - a q)^(gammaPos t + gammaNeg a))
 * </pre>
 *
 * <p>The maximum is that of the whole batch; the gradient flows through it and through the focusing factor. Every part
 * can be switched: see the parameters. The value and the gradient are finite for finite logits and equal the published
 * code's wherever those are finite; {@link Normalization#BATCH_MAX} and {@link AsymmetricLoss} say what holds elsewhere.
 *
 * @param gammaPos focusing exponent of present classes, >= 0
 * @param gammaNeg focusing exponent of absent classes, >= 0
 * @param margin shift of the probability of absent classes, >= 0; 0 for none
 * @param smoothing share of a target that is spread over all classes, in [0, 1)
 * @param eps least argument of a logarithm, in [1e-30, 1)
 * @param classWeights w, one per class, published in (0, 1]; empty for none
 * @param normalization what the logits are divided by
 * @param focusGradient whether the gradient flows through the focusing factor too
 * @param reduction from elements to the value
 * @see <a href="https://github.com/damilab/lm-clip">LM-CLIP, IEEE Access 2025</a>
 */
public record BalancedAsymmetricLoss(
        double gammaPos,
        double gammaNeg,
        double margin,
        double smoothing,
        double eps,
        List<Double> classWeights,
        Normalization normalization,
        boolean focusGradient,
        Reduction reduction)
        implements Loss {

    /** Checks the ranges and copies the weights. */
    public BalancedAsymmetricLoss {
        new AsymmetricTerms(gammaPos, gammaNeg, margin, smoothing, eps, focusGradient);
        classWeights = Requirements.weights(classWeights);
        Objects.requireNonNull(normalization, "normalization");
        Objects.requireNonNull(reduction, "reduction");
    }

    /** Returns the published settings of most presets: gammas 0 and 9.8, margin 0.05, smoothing 0.1, no class weights. */
    public static BalancedAsymmetricLoss defaults() {
        return new BalancedAsymmetricLoss(
                0, 9.8, 0.05, 0.1, 1e-8, List.of(), Normalization.BATCH_MAX, true, Reduction.MEAN);
    }

    @Override
    public NDArray evaluate(LossInput batch) {
        Requirements.perClass(classWeights, batch);
        NDArray p = normalization.probabilities(batch);
        AsymmetricTerms terms = new AsymmetricTerms(gammaPos, gammaNeg, margin, smoothing, eps, focusGradient);
        List<Double> factors = classWeights.stream().map(weight -> weight + 1).toList();
        return reduction.of(terms.elements(p, batch.needTargets(), factors));
    }

    /** Returns this loss with another exponent of present classes. */
    public BalancedAsymmetricLoss withGammaPos(double gammaPos) {
        return new BalancedAsymmetricLoss(
                gammaPos, gammaNeg, margin, smoothing, eps, classWeights, normalization, focusGradient, reduction);
    }

    /** Returns this loss with another exponent of absent classes. */
    public BalancedAsymmetricLoss withGammaNeg(double gammaNeg) {
        return new BalancedAsymmetricLoss(
                gammaPos, gammaNeg, margin, smoothing, eps, classWeights, normalization, focusGradient, reduction);
    }

    /** Returns this loss with another margin. */
    public BalancedAsymmetricLoss withMargin(double margin) {
        return new BalancedAsymmetricLoss(
                gammaPos, gammaNeg, margin, smoothing, eps, classWeights, normalization, focusGradient, reduction);
    }

    /** Returns this loss with another smoothing. */
    public BalancedAsymmetricLoss withSmoothing(double smoothing) {
        return new BalancedAsymmetricLoss(
                gammaPos, gammaNeg, margin, smoothing, eps, classWeights, normalization, focusGradient, reduction);
    }

    /** Returns this loss with another least argument of logarithms. */
    public BalancedAsymmetricLoss withEps(double eps) {
        return new BalancedAsymmetricLoss(
                gammaPos, gammaNeg, margin, smoothing, eps, classWeights, normalization, focusGradient, reduction);
    }

    /** Returns this loss with class weights, to each of which 1 is added. */
    public BalancedAsymmetricLoss withClassWeights(List<Double> classWeights) {
        return new BalancedAsymmetricLoss(
                gammaPos, gammaNeg, margin, smoothing, eps, classWeights, normalization, focusGradient, reduction);
    }

    /** Returns this loss with another normalisation of the logits. */
    public BalancedAsymmetricLoss withNormalization(Normalization normalization) {
        return new BalancedAsymmetricLoss(
                gammaPos, gammaNeg, margin, smoothing, eps, classWeights, normalization, focusGradient, reduction);
    }

    /** Returns this loss with the gradient through the focusing factor, or without it. */
    public BalancedAsymmetricLoss withFocusGradient(boolean focusGradient) {
        return new BalancedAsymmetricLoss(
                gammaPos, gammaNeg, margin, smoothing, eps, classWeights, normalization, focusGradient, reduction);
    }

    /** Returns this loss with another reduction. */
    public BalancedAsymmetricLoss withReduction(Reduction reduction) {
        return new BalancedAsymmetricLoss(
                gammaPos, gammaNeg, margin, smoothing, eps, classWeights, normalization, focusGradient, reduction);
    }
}
