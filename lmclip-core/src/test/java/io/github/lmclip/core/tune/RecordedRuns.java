package io.github.lmclip.core.tune;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Runs of the quickstart's recipe for one epoch at every point of a grid, recorded once; CONTRIBUTING.md says how. */
final class RecordedRuns {

    /** A run, and the mAP of all classes on held-out pictures. */
    private record Run(double learningRate, double gammaNeg, double lambda, double total) {}

    private final List<Run> runs = new ArrayList<>();

    RecordedRuns() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                RecordedRuns.class.getResourceAsStream("shapes_mlt_runs.csv"), StandardCharsets.UTF_8))) {
            lines.lines().skip(1).map(line -> line.split(",")).forEach(cells -> runs.add(new Run(
                    Double.parseDouble(cells[0]),
                    Double.parseDouble(cells[1]),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]) / 100)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return runs.size();
    }

    double best() {
        return runs.stream().mapToDouble(Run::total).max().orElseThrow();
    }

    /** Returns the space around the grid's points. */
    SearchSpace space() {
        return SearchSpace.of(Map.of(
                "training.learningRate", range(runs.stream().map(Run::learningRate).toList()),
                "loss.gammaNeg", new StepRange(0, 12, 4, Scale.LINEAR),
                "loss.lambda", range(runs.stream().map(Run::lambda).toList())));
    }

    private static RealRange range(List<Double> values) {
        double from = values.stream().min(Comparator.naturalOrder()).orElseThrow();
        double to = values.stream().max(Comparator.naturalOrder()).orElseThrow();
        return new RealRange(from, to, Scale.LOG);
    }

    /** Returns the score of the nearest run, by ratios of learning rate and lambda. */
    double score(SortedMap<String, String> point) {
        double rate = Double.parseDouble(point.get("training.learningRate"));
        double gamma = Double.parseDouble(point.get("loss.gammaNeg"));
        double lambda = Double.parseDouble(point.get("loss.lambda"));
        return runs.stream()
                .filter(run -> run.gammaNeg() == gamma)
                .min(Comparator.comparingDouble((Run run) -> Math.abs(Math.log(run.learningRate() / rate)))
                        .thenComparingDouble(run -> Math.abs(Math.log(run.lambda() / lambda))))
                .orElseThrow()
                .total();
    }
}
