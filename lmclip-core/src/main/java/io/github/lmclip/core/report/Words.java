package io.github.lmclip.core.report;

import io.github.lmclip.core.eval.GroupMeans;
import java.util.Locale;

/** Values as readers see them. */
final class Words {

    private Words() {}

    /** Returns a constant in small letters. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns a share in percent with two decimals, a dash for NaN. */
    static String percent(double share) {
        return GroupMeans.percent(share);
    }

    /** Returns a number with so many decimals, a dash for NaN. */
    static String number(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Returns a difference of shares in points with its sign. */
    static String points(double difference) {
        return Double.isNaN(difference) ? "-" : String.format(Locale.ROOT, "%+.2f", 100 * difference);
    }

    /** Returns a probability, "< 0.001" below what 1,000 draws can tell. */
    static String probability(Double p) {
        return p == null || Double.isNaN(p) ? "-" : String.format(Locale.ROOT, "%.3f", p);
    }

    /** Returns seconds as hours, minutes and seconds. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : "%d h %02d min %02d s".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }
}
