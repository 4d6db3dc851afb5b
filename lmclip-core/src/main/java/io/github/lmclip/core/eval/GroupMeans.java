package io.github.lmclip.core.eval;

import io.github.lmclip.data.ClassGroup;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The mean of a measure over all classes and over those of each group, in [0, 1]; classes where it is NaN are left out,
 * and a mean of no class is NaN.
 *
 * @param total over all classes
 * @param head over the classes of at least 100 training images
 * @param medium over those of 20 to 99
 * @param tail over those of fewer
 */
public record GroupMeans(double total, double head, double medium, double tail) {

    /** The four means by name, in the order of tables. */
    public enum Part {
        /** Over all classes. */
        TOTAL(GroupMeans::total),
        /** Over the frequent ones. */
        HEAD(GroupMeans::head),
        /** Over those between. */
        MEDIUM(GroupMeans::medium),
        /** Over the rare ones. */
        TAIL(GroupMeans::tail);

        private final ToDoubleFunction<GroupMeans> component;

        Part(ToDoubleFunction<GroupMeans> component) {
            this.component = component;
        }

        /** Returns this mean of the four. */
        public double of(GroupMeans means) {
            return component.applyAsDouble(means);
        }

        /** Returns its name in tables. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Takes the means of one value per class. */
    static GroupMeans of(List<Double> values, List<ClassGroup> groups) {
        return new GroupMeans(
                mean(values, groups, List.of(ClassGroup.values())),
                mean(values, groups, List.of(ClassGroup.HEAD)),
                mean(values, groups, List.of(ClassGroup.MEDIUM)),
                mean(values, groups, List.of(ClassGroup.TAIL)));
    }

    private static double mean(List<Double> values, List<ClassGroup> groups, List<ClassGroup> wanted) {
        return IntStream.range(0, values.size())
                .filter(id -> wanted.contains(groups.get(id)))
                .mapToDouble(values::get)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** Returns the four means in percent, "85.05 / 66.48 / 87.08 / 97.46", a dash for what is undefined. */
    @Override
    public String toString() {
        return String.join(" / ", percent(total), percent(head), percent(medium), percent(tail));
    }

    /** Returns a share in percent with two decimals, or a dash for NaN. */
    public static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
