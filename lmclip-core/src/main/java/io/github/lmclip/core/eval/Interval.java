package io.github.lmclip.core.eval;

/**
 * A number with the range that it may as well have had, had other pictures been drawn.
 *
 * @param estimate the number
 * @param low end of the range; NaN where the number is
 * @param high end of the range; NaN where the number is
 */
public record Interval(double estimate, double low, double high) {

    /** Returns "45.27 [43.90, 46.71]", in percent; a dash for what is undefined. */
    @Override
    public String toString() {
        if (Double.isNaN(estimate)) {
            return "-";
        }
        return "%s [%s, %s]".formatted(GroupMeans.percent(estimate), GroupMeans.percent(low), GroupMeans.percent(high));
    }
}
