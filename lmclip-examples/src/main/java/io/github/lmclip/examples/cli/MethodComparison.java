package io.github.lmclip.examples.cli;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** Every method from several seeds: mean and standard deviation of the last epoch on the test split. */
final class MethodComparison {

    private static final List<ToDoubleFunction<GroupMeans>> COLUMNS =
            List.of(GroupMeans::total, GroupMeans::head, GroupMeans::medium, GroupMeans::tail);

    private MethodComparison() {}

    static void run(Quickstart quickstart, int seeds) {
        if (seeds < 1) {
            throw new IllegalArgumentException("--seeds must be >= 1, got " + seeds);
        }
        StringBuilder table = new StringBuilder(Tables.groups(List.of("zero-shot"), List.of(quickstart.zeroShot())));
        for (FineTuning method : FineTuning.values()) {
            List<Evaluation> found = new ArrayList<>();
            for (int seed = 0; seed < seeds; seed++) {
                try (LmClip model = quickstart.train(method, seed, Optional.empty())) {
                    found.add(model.evaluate());
                }
            }
            table.append(Tables.row(method.title(), cells(found)));
            if (method == FineTuning.RECIPE) {
                perSeed(found);
            }
        }
        System.out.printf("%nmAP in %%, mean and standard deviation over %d seeds:%n%s", seeds, table);
    }

    private static void perSeed(List<Evaluation> found) {
        List<String> titles = new ArrayList<>();
        for (int seed = 0; seed < found.size(); seed++) {
            titles.add("seed " + seed);
        }
        System.out.println();
        System.out.println(Tables.groups(titles, found));
    }

    private static List<String> cells(List<Evaluation> found) {
        return COLUMNS.stream()
                .map(column -> {
                    DescriptiveStatistics values = new DescriptiveStatistics();
                    found.forEach(each -> values.addValue(100 * column.applyAsDouble(each.meanAveragePrecision())));
                    return String.format(Locale.ROOT, "%.2f +- %.2f", values.getMean(), values.getStandardDeviation());
                })
                .toList();
    }
}
