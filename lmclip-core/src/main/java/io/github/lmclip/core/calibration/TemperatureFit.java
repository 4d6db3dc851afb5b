package io.github.lmclip.core.calibration;

import io.github.lmclip.core.serve.Calibration;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Fits the temperature that makes the present labels likeliest: the mean of {@code -log softmax(logits / T)} over all
 * pairs of a picture and one of its labels is least.
 */
public final class TemperatureFit {

    private static final double RELATIVE = 1e-8;
    private static final double ABSOLUTE = 1e-10;
    private static final int EVALUATIONS = 200;

    /** Temperatures from e^-7 to e^7. */
    private static final double RANGE = 7;

    private TemperatureFit() {}

    /**
     * Returns the best temperature, between 0.001 and 1,000.
     *
     * @param logits [images][classes]
     * @param targets whether each label is present, of the same sizes
     * @throws IllegalArgumentException if sizes differ, a logit is not finite or no label is present at all
     */
    public static Calibration.Temperature of(float[][] logits, boolean[][] targets) {
        LabelledLogits.require(logits, targets);
        BrentOptimizer optimizer = new BrentOptimizer(RELATIVE, ABSOLUTE);
        double log = optimizer
                .optimize(
                        new MaxEval(EVALUATIONS),
                        GoalType.MINIMIZE,
                        new SearchInterval(-RANGE, RANGE),
                        new UnivariateObjectiveFunction(x -> unlikelihood(logits, targets, Math.exp(x))))
                .getPoint();
        return new Calibration.Temperature(Math.exp(log));
    }

    /** Returns the mean of {@code -log softmax(logits / temperature)} over the present labels. */
    static double unlikelihood(float[][] logits, boolean[][] targets, double temperature) {
        double sum = 0;
        int count = 0;
        for (int image = 0; image < logits.length; image++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (float logit : logits[image]) {
                largest = Math.max(largest, logit / temperature);
            }
            double total = 0;
            for (float logit : logits[image]) {
                total += Math.exp(logit / temperature - largest);
            }
            for (int label = 0; label < logits[image].length; label++) {
                if (targets[image][label]) {
                    sum += Math.log(total) + largest - logits[image][label] / temperature;
                    count++;
                }
            }
        }
        return sum / count;
    }
}
