package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.Objects;

/**
 * The asymmetric loss: sigmoid cross-entropy whose easy negatives are shifted away by a margin and faded out by a larger
 * exponent than the positives.
 *
 * <p>Differences from the paper, as LM-CLIP's code has them: class weights multiply the positive part, and smoothing
 * moves the targets but not the anti-targets. Where that code gives NaN (a negative base under a fractional exponent, an
 * infinite slope at a saturated positive), the element's loss and gradient are zero: its focus has faded out.
 *
 * @param gammaPos focusing exponent of present classes, >= 0
 * @param gammaNeg focusing exponent of absent classes, >= 0
 * @param margin shift of the probability of absent classes, >= 0; 0 for none
 * @param smoothing share of a target that is spread over all classes, in [0, 1)
 * @param eps least argument of a logarithm, in [1e-30, 1)
 * @param classWeights factors of the positive part, one per class; empty for none
 * @param focusGradient whether the gradient flows through the focusing factor too
 * @param reduction from elements to the value
 * @see <a href="https://arxiv.org/abs/2009.14119">Ridnik et al., Asymmetric Loss For Multi-Label Classification, ICCV
 *     2021</a>
 */
public record AsymmetricLoss(
        double gammaPos,
        double gammaNeg,
        double margin,
        double smoothing,
        double eps,
        List<Double> classWeights,
        boolean focusGradient,
        Reduction reduction)
        implements Loss {

    /** Checks the ranges and copies the weights. */
    public AsymmetricLoss {
        new AsymmetricTerms(gammaPos, gammaNeg, margin, smoothing, eps, focusGradient);
        classWeights = Requirements.weights(classWeights);
        Objects.requireNonNull(reduction, "reduction");
    }

    /** Returns the paper's loss: gammas 1 and 4, margin 0.05, a constant focusing factor. */
    public static AsymmetricLoss defaults() {
        return new AsymmetricLoss(1, 4, 0.05, 0, 1e-8, List.of(), false, Reduction.MEAN);
    }

    @Override
    public NDArray evaluate(LossInput batch) {
        Requirements.perClass(classWeights, batch);
        NDArray p = Activation.sigmoid(batch.needLogits());
        AsymmetricTerms terms = new AsymmetricTerms(gammaPos, gammaNeg, margin, smoothing, eps, focusGradient);
        return reduction.of(terms.elements(p, batch.needTargets(), classWeights));
    }

    /** Returns this loss with another exponent of present classes. */
    public AsymmetricLoss withGammaPos(double gammaPos) {
        return new AsymmetricLoss(gammaPos, gammaNeg, margin, smoothing, eps, classWeights, focusGradient, reduction);
    }

    /** Returns this loss with another exponent of absent classes. */
    public AsymmetricLoss withGammaNeg(double gammaNeg) {
        return new AsymmetricLoss(gammaPos, gammaNeg, margin, smoothing, eps, classWeights, focusGradient, reduction);
    }

    /** Returns this loss with another margin. */
    public AsymmetricLoss withMargin(double margin) {
        return new AsymmetricLoss(gammaPos, gammaNeg, margin, smoothing, eps, classWeights, focusGradient, reduction);
    }

    /** Returns this loss with another smoothing. */
    public AsymmetricLoss withSmoothing(double smoothing) {
        return new AsymmetricLoss(gammaPos, gammaNeg, margin, smoothing, eps, classWeights, focusGradient, reduction);
    }

    /** Returns this loss with another least argument of logarithms. */
    public AsymmetricLoss withEps(double eps) {
        return new AsymmetricLoss(gammaPos, gammaNeg, margin, smoothing, eps, classWeights, focusGradient, reduction);
    }

    /** Returns this loss with factors of the positive part. */
    public AsymmetricLoss withClassWeights(List<Double> classWeights) {
        return new AsymmetricLoss(gammaPos, gammaNeg, margin, smoothing, eps, classWeights, focusGradient, reduction);
    }

    /** Returns this loss with the gradient through the focusing factor, or without it. */
    public AsymmetricLoss withFocusGradient(boolean focusGradient) {
        return new AsymmetricLoss(gammaPos, gammaNeg, margin, smoothing, eps, classWeights, focusGradient, reduction);
    }

    /** Returns this loss with another reduction. */
    public AsymmetricLoss withReduction(Reduction reduction) {
        return new AsymmetricLoss(gammaPos, gammaNeg, margin, smoothing, eps, classWeights, focusGradient, reduction);
    }
}
