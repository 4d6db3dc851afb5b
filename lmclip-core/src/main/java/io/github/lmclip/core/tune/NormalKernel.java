package io.github.lmclip.core.tune;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * A normal density, cut off at 0 and 1 and scaled up by what is lost.
 *
 * @param normal before that
 * @param below its mass below 0
 * @param inside its mass in [0, 1]
 */
record NormalKernel(NormalDistribution normal, double below, double inside) implements Kernel {

    NormalKernel(double centre, double width) {
        this(new NormalDistribution(null, centre, width));
    }

    private NormalKernel(NormalDistribution normal) {
        this(normal, normal.cumulativeProbability(0), normal.probability(0, 1));
    }

    @Override
    public double density(double position) {
        return normal.density(position) / inside;
    }

    @Override
    public double draw(double share) {
        double position = normal.inverseCumulativeProbability(below + share * inside);
        return Math.max(0, Math.min(1, position));
    }
}
