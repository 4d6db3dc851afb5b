package io.github.lmclip.core.calibration;

import io.github.lmclip.core.serve.Calibration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.analysis.MultivariateVectorFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * Fits a slope and an intercept per label by maximum likelihood. As Platt does, a present label counts as
 * {@code (n+ + 1) / (n+ + 2)} and an absent one as {@code 1 / (n- + 2)}, n+ and n- being how many there are, so that labels
 * that can be told apart without error, or of which there is no picture, have finite numbers.
 */
public final class PlattFit {

    private static final double RELATIVE = 1e-12;
    private static final double ABSOLUTE = 1e-14;
    private static final int EVALUATIONS = 10_000;

    private PlattFit() {}

    /**
     * Returns the best numbers of every label.
     *
     * @param logits [images][classes]
     * @param targets whether each label is present, of the same sizes
     * @throws IllegalArgumentException if sizes differ, a logit is not finite or no label is present at all
     */
    public static Calibration.Platt of(float[][] logits, boolean[][] targets) {
        LabelledLogits.require(logits, targets);
        List<Double> slopes = new ArrayList<>();
        List<Double> intercepts = new ArrayList<>();
        for (int label = 0; label < logits[0].length; label++) {
            double[] line = Line.of(logits, targets, label).fit();
            slopes.add(line[0]);
            intercepts.add(line[1]);
        }
        return new Calibration.Platt(slopes, intercepts);
    }

    /** One label's logits, brought to mean 0 and deviation 1, and what they should become. */
    private record Line(double[] x, double[] wanted, double mean, double deviation) {

        static Line of(float[][] logits, boolean[][] targets, int label) {
            DescriptiveStatistics statistics = new DescriptiveStatistics();
            int present = 0;
            for (int image = 0; image < logits.length; image++) {
                statistics.addValue(logits[image][label]);
                present += targets[image][label] ? 1 : 0;
            }
            double deviation = statistics.getStandardDeviation() > 0 ? statistics.getStandardDeviation() : 1;
            double[] x = new double[logits.length];
            double[] wanted = new double[logits.length];
            for (int image = 0; image < x.length; image++) {
                x[image] = (logits[image][label] - statistics.getMean()) / deviation;
                wanted[image] =
                        targets[image][label] ? (present + 1.0) / (present + 2) : 1.0 / (x.length - present + 2);
            }
            return new Line(x, wanted, statistics.getMean(), deviation);
        }

        double[] fit() {
            MultivariateFunction loss = this::loss;
            MultivariateVectorFunction gradient = this::gradient;
            double[] found = new NonLinearConjugateGradientOptimizer(
                            NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
                            new SimpleValueChecker(RELATIVE, ABSOLUTE))
                    .optimize(
                            new MaxEval(EVALUATIONS),
                            GoalType.MINIMIZE,
                            new InitialGuess(new double[2]),
                            new ObjectiveFunction(loss),
                            new ObjectiveFunctionGradient(gradient))
                    .getPoint();
            double slope = found[0] / deviation;
            return new double[] {slope, found[1] - slope * mean};
        }

        private double loss(double... line) {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                double z = line[0] * x[i] + line[1];
                // log(1 + e^z) - wanted z, without overflow
                sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - wanted[i] * z;
            }
            return sum / x.length;
        }

        private double[] gradient(double... line) {
            double[] sums = new double[2];
            for (int i = 0; i < x.length; i++) {
                double error = 1 / (1 + Math.exp(-(line[0] * x[i] + line[1]))) - wanted[i];
                sums[0] += error * x[i] / x.length;
                sums[1] += error / x.length;
            }
            return sums;
        }
    }
}
