package io.github.lmclip.core.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

class DomainProperties {

    private static final int DRAWS = 400;

    /** So seldom does a fair draw look unfair; the draws are the same in every run. */
    private static final double UNLIKELY = 1e-6;

    /** Values have four digits, so that positions are off by as much. */
    private static final double DIGITS = 2e-3;

    @Property
    void realValuesAreInTheirRangeAndFollowTheScale(
            @ForAll @IntRange(min = -8, max = 2) int exponent,
            @ForAll @DoubleRange(min = 1.5, max = 1e6) double ratio,
            @ForAll Scale scale,
            @ForAll long seed) {
        double from = 1.37 * Math.pow(10, exponent);
        RealRange range = new RealRange(from, from * ratio, scale);
        SplittableRandom random = new SplittableRandom(seed);
        double[] shares = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            double value = Double.parseDouble(range.at(random.nextDouble()));
            assertTrue(value >= from && value <= from * ratio, value + " of " + range);
            shares[i] = scale == Scale.LOG
                    ? Math.log(value / from) / Math.log(ratio)
                    : (value - from) / (from * ratio - from);
        }
        double[] uniform =
                IntStream.range(0, DRAWS).mapToDouble(i -> (i + 0.5) / DRAWS).toArray();
        double distance = new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(shares, uniform);
        double chance = new KolmogorovSmirnovTest().approximateP(distance, DRAWS, DRAWS);
        assertTrue(chance > UNLIKELY, "%s: %s".formatted(range, chance));
    }

    @Property
    void stepsAreWholeAndInTheirRange(
            @ForAll @IntRange(min = 1, max = 50) int from,
            @ForAll @IntRange(min = 1, max = 9) int step,
            @ForAll @IntRange(min = 1, max = 100) int more,
            @ForAll Scale scale,
            @ForAll @DoubleRange(min = 0, max = 1) double position) {
        Assume.that(more >= step && (scale == Scale.LINEAR || from > step / 2.0));
        StepRange range = new StepRange(from, from + more, step, scale);
        int value = Integer.parseInt(range.at(position));
        assertTrue(value >= from && value <= from + more && (value - from) % step == 0, value + " of " + range);
        assertEquals(more / step + 1, range.size());
    }

    @Property
    void positionsLeadBackToTheirValues(@ForAll @DoubleRange(min = 0, max = 1) double position, @ForAll Scale scale) {
        for (Domain domain : List.of(
                new RealRange(1e-6, 1e-3, scale),
                new StepRange(8, 64, 8, scale),
                new StepRange(0.1, 0.9, 0.1, scale),
                new Choices(List.of("a", "b", "c")))) {
            String value = domain.at(position);
            assertEquals(value, domain.at(domain.position(value)));
            if (domain instanceof RealRange) {
                assertEquals(position, domain.position(value), DIGITS);
            }
        }
    }

    @Property(tries = 50)
    void equalStepsAreEquallyLikely(@ForAll long seed) {
        StepRange range = new StepRange(0, 16, 4, Scale.LINEAR);
        SplittableRandom random = new SplittableRandom(seed);
        int[] counts = new int[5];
        for (int i = 0; i < 5000; i++) {
            counts[Integer.parseInt(range.at(random.nextDouble())) / 4]++;
        }
        for (int count : counts) {
            assertEquals(1000, count, 180); // 6 standard deviations
        }
    }
}
