package io.github.lmclip.examples.cli.data;

import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.inspect.DatasetSummary;
import io.github.lmclip.data.inspect.GroupOverlap;
import io.github.lmclip.data.inspect.LabelledData;
import io.github.lmclip.data.inspect.SamplingPlan;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What {@code describe} prints. */
final class DatasetTables {

    private DatasetTables() {}

    static String totals(LongTailDataset split, LongTailDataset training) {
        DatasetSummary summary = DatasetSummary.of(split);
        String groups = split.equals(training)
                ? "; "
                        + summary.groups().entrySet().stream()
                                .map(group -> "%s %d".formatted(group.getKey().word(), group.getValue()))
                                .collect(Collectors.joining(", "))
                        + " classes"
                : "";
        return "%s: %d images, %d classes; labels per image %.3f, at most %d, none on %d; imbalance ratio %.1f%s%n"
                .formatted(
                        split.name(),
                        summary.images(),
                        split.classNames().size(),
                        summary.meanLabels(),
                        summary.maxLabels(),
                        summary.unlabelled(),
                        summary.imbalanceRatio(),
                        groups);
    }

    /** Returns a row for each group: of its images, how many show the other groups. */
    static String overlap(LongTailDataset training) {
        GroupOverlap overlap = GroupOverlap.of(training, ClassFrequencies.of(training));
        StringBuilder table =
                new StringBuilder("%nOf the images with a class of ... so many also show (%%):%n".formatted());
        table.append(
                row("", Arrays.stream(ClassGroup.values()).map(ClassGroup::word).toList()));
        for (ClassGroup of : ClassGroup.values()) {
            table.append(row(
                    of.word(),
                    Arrays.stream(ClassGroup.values())
                            .map(with -> percent(overlap.share(of, with)))
                            .toList()));
        }
        return table.append(System.lineSeparator()).toString();
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.1f", 100 * share.getAsDouble()) : "-";
    }

    private static String row(String title, List<String> cells) {
        return "%-22s".formatted(title)
                + cells.stream().map("%10s"::formatted).collect(Collectors.joining())
                + System.lineSeparator();
    }

    /** Returns a row for each class, the most frequent first. */
    static String classes(LabelledData data, SamplingPlan plan) {
        List<Integer> train = DatasetSummary.of(data.train()).counts();
        StringBuilder table = new StringBuilder(row("class", List.of("group", "train", "test", "weight", "draws")));
        IntStream.range(0, train.size())
                .boxed()
                .sorted(Comparator.comparing((Integer id) -> -train.get(id)))
                .map(id -> row(
                        data.train().classNames().get(id),
                        List.of(
                                ClassGroup.of(train.get(id)).word(),
                                String.valueOf(train.get(id)),
                                data.test().map(test -> count(test, id)).orElse("-"),
                                String.format(
                                        Locale.ROOT, "%.4f", plan.classWeights().get(id)),
                                String.format(
                                        Locale.ROOT,
                                        "%.1f",
                                        plan.drawsPerEpoch().get(id)))))
                .forEach(table::append);
        return table.toString();
    }

    private static String count(LongTailDataset split, int id) {
        return String.valueOf(split.samples().stream()
                .filter(sample -> sample.classes().contains(id))
                .count());
    }

    static String epoch(LongTailDataset training, SamplingPlan plan) {
        return String.format(
                Locale.ROOT,
                "%nAn epoch of %d draws at power %s shows %.1f different images on average.%n",
                training.size(),
                plan.power(),
                plan.distinctImages());
    }
}
