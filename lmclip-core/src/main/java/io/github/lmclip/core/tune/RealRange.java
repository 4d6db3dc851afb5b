package io.github.lmclip.core.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Real numbers between two ends, rounded to four digits so that people can read them.
 *
 * @param from the least
 * @param to the greatest, above {@code from}
 * @param scale how the range is divided; {@code LOG} wants {@code from > 0}
 */
public record RealRange(double from, double to, Scale scale) implements Domain {

    private static final MathContext DIGITS = new MathContext(4);

    /** Checks the ends. */
    public RealRange {
        requireOrder(from, to);
        if (scale == Scale.LOG && from <= 0) {
            throw new IllegalArgumentException("scale = log needs from > 0, got from = %s".formatted(from));
        }
    }

    static void requireOrder(double from, double to) {
        if (!(from < to && Double.isFinite(from) && Double.isFinite(to))) {
            throw new IllegalArgumentException(
                    "from must be below to, both finite, got from = %s, to = %s".formatted(from, to));
        }
    }

    @Override
    public String at(double position) {
        double value = scale.between(from, to, position);
        double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
        return Double.toString(Math.max(from, Math.min(to, rounded)));
    }

    @Override
    public double position(String value) {
        double number = Double.parseDouble(value);
        if (!(number >= from && number <= to)) {
            throw new IllegalArgumentException("expected a number in [%s, %s], got %s".formatted(from, to, value));
        }
        return scale.share(from, to, number);
    }

    @Override
    public List<String> probes() {
        return List.of(Double.toString(from), at(0.5), Double.toString(to));
    }

    @Override
    public long size() {
        return Long.MAX_VALUE;
    }

    @Override
    public String text() {
        return "from %s to %s%s".formatted(from, to, scale == Scale.LOG ? " by ratio" : "");
    }
}
