package io.github.lmclip.core.tune;

import java.math.BigDecimal;
import java.util.List;

/**
 * Numbers at equal steps from the least one; whole numbers where both are whole. On the scale {@code LOG} a value is as
 * likely as the reach of half a step to both sides of it is long there.
 *
 * @param from the least
 * @param to the most that a value may be
 * @param step between two values, > 0
 * @param scale how the range is divided; {@code LOG} wants {@code from > step / 2}
 */
public record StepRange(double from, double to, double step, Scale scale) implements Domain {

    /** So little is missing to a whole number of steps by rounding alone. */
    private static final double ROUNDING = 1e-9;

    /** Checks that there are two values at least. */
    public StepRange {
        RealRange.requireOrder(from, to);
        if (!(step > 0 && from + step <= to + ROUNDING * step)) {
            throw new IllegalArgumentException("step must be in (0, to - from], got %s".formatted(step));
        }
        if (scale == Scale.LOG && from <= step / 2) {
            throw new IllegalArgumentException(
                    "scale = log needs from > step / 2, got from = %s, step = %s".formatted(from, step));
        }
    }

    @Override
    public long size() {
        return (long) Math.floor((to - from) / step + ROUNDING) + 1;
    }

    private double low() {
        return from - step / 2;
    }

    private double high() {
        return from + (size() - 0.5) * step;
    }

    @Override
    public String at(double position) {
        double value = scale.between(low(), high(), position);
        long index = Math.max(0, Math.min(size() - 1, Math.round((value - from) / step)));
        return text(index);
    }

    private String text(long index) {
        BigDecimal value = BigDecimal.valueOf(from).add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(index)));
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    @Override
    public double position(String value) {
        double number = Double.parseDouble(value);
        long index = Math.round((number - from) / step);
        if (index < 0 || index >= size() || Math.abs(from + index * step - number) > ROUNDING * step) {
            throw new IllegalArgumentException("expected %s, got %s".formatted(text(), value));
        }
        return scale.share(low(), high(), number);
    }

    @Override
    public List<String> probes() {
        return List.of(text(0), text(1), text(size() - 1));
    }

    @Override
    public String text() {
        return "from %s to %s at steps of %s%s".formatted(from, to, step, scale == Scale.LOG ? " by ratio" : "");
    }
}
