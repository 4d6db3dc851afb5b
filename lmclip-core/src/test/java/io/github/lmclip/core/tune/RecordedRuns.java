package io.github.lmclip.core.tune;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;

/**
 * Runs of the quickstart's recipe for one epoch at every point of a grid, recorded once; CONTRIBUTING.md says how. Between the
 * points the score is interpolated linearly, in the logarithms of learning rate and lambda.
 */
final class RecordedRuns {

    /** A run, and the mAP of all classes on held-out pictures. */
    record Run(double learningRate, double gammaNeg, double lambda, double total) {

        private static Run of(String line) {
            String[] cells = line.split(",");
            return new Run(
                    Double.parseDouble(cells[0]),
                    Double.parseDouble(cells[1]),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]) / 100);
        }

        private double logRate() {
            return Math.log(learningRate);
        }

        private double logLambda() {
            return Math.log(lambda);
        }
    }

    private final List<Run> runs = new ArrayList<>();

    RecordedRuns() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                RecordedRuns.class.getResourceAsStream("shapes_mlt_runs.csv"), StandardCharsets.UTF_8))) {
            lines.lines().skip(1).map(Run::of).forEach(runs::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Run> runs() {
        return runs;
    }

    double best() {
        return runs.stream().mapToDouble(Run::total).max().orElseThrow();
    }

    /** Returns the space that the grid spans. */
    SearchSpace space() {
        return SearchSpace.of(Map.of(
                "training.learningRate", range(axis(Run::learningRate), Scale.LOG),
                "loss.gammaNeg", range(axis(Run::gammaNeg), Scale.LINEAR),
                "loss.lambda", range(axis(Run::lambda), Scale.LOG)));
    }

    private static RealRange range(double[] axis, Scale scale) {
        return new RealRange(axis[0], axis[axis.length - 1], scale);
    }

    private double[] axis(ToDoubleFunction<Run> value) {
        return runs.stream().mapToDouble(value).distinct().sorted().toArray();
    }

    /** Returns the interpolated score of a point. */
    double score(SortedMap<String, String> point) {
        double[] rates = axis(Run::logRate);
        double[] gammas = axis(Run::gammaNeg);
        double[] lambdas = axis(Run::logLambda);
        double rate = Math.log(Double.parseDouble(point.get("training.learningRate")));
        double gamma = Double.parseDouble(point.get("loss.gammaNeg"));
        double lambda = Math.log(Double.parseDouble(point.get("loss.lambda")));
        return runs.stream()
                .mapToDouble(run -> run.total()
                        * share(rates, run.logRate(), rate)
                        * share(gammas, run.gammaNeg(), gamma)
                        * share(lambdas, run.logLambda(), lambda))
                .sum();
    }

    /** Returns the share of a grid's line in a place: 1 on it, falling to 0 at its neighbours. */
    private static double share(double[] axis, double line, double place) {
        int index = Arrays.binarySearch(axis, line);
        int next = place < line ? index - 1 : index + 1;
        if (place == line) {
            return 1;
        }
        return next < 0 || next >= axis.length
                ? 0
                : Math.max(0, 1 - Math.abs(place - line) / Math.abs(axis[next] - line));
    }
}
