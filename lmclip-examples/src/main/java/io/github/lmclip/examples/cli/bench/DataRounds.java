package io.github.lmclip.examples.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Lets the contenders take turns, so that a busy moment of the machine strikes them all. */
final class DataRounds {

    /** Until the JIT has done its work. */
    private static final int WARM_UP = 3;

    private DataRounds() {}

    static List<DataBenchRow> run(List<DataContender> contenders, int rounds, int images, int threads)
            throws IOException {
        List<List<DataContender.Round>> results = new ArrayList<>();
        contenders.forEach(contender -> results.add(new ArrayList<>()));
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                DataContender.Round result = contenders.get(i).round();
                if (round >= 0) {
                    results.get(i).add(result);
                }
            }
        }
        List<DataBenchRow> rows = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            List<DataContender.Round> own = results.get(i);
            rows.add(new DataBenchRow(
                    contenders.get(i).name(),
                    threads,
                    images / median(own, DataContender.Round::seconds),
                    images / median(own, DataContender.Round::cpuSeconds),
                    median(own, DataContender.Round::bytes) / images));
        }
        return rows;
    }

    private static double median(List<DataContender.Round> rounds, ToDoubleFunction<DataContender.Round> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
