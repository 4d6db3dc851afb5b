package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.stat.inference.TTest;

class PairedDifferenceProperties {

    /** Iteration ends of the quantile and of the distribution. */
    private static final double QUANTILE = 1e-7;

    /** Nearer to 0 or 1 than this, the quantile has no digits left to compare. */
    private static final double OUTERMOST = 1e-6;

    /** An interval just holds 0 where the paired t-test's p is one minus its confidence. */
    @Property(tries = 200)
    void isTheInverseOfThePairedTest(@ForAll long seed, @ForAll @IntRange(min = 3, max = 9) int size) {
        // evenly spread: values that are edges or equal have a p without digits, and would be left out one after the
        // other
        double[] values = new SplittableRandom(seed).doubles(size).toArray();
        double[] base = new double[values.length];
        for (int i = 0; i < base.length; i++) {
            base[i] = values[values.length - 1 - i] / 2 + 0.01 * i;
        }
        double p = new TTest().pairedTTest(values, base);
        Assume.that(p > OUTERMOST && p < 1 - OUTERMOST);
        PairedDifference found = PairedDifference.of(values, base, 1 - p);
        double nearest = Math.min(Math.abs(found.low()), Math.abs(found.high()));
        assertEquals(0, nearest, QUANTILE * (found.high() - found.low()));
    }
}
