package io.github.lmclip.examples.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.examples.cli.options.JsonOption;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmclip bench metrics}: AP and AUROC of every class here and by scikit-learn, in turns, and the bootstrap. */
@Command(
        name = "metrics",
        description = "Time AP and AUROC of every class beside scikit-learn, and intervals by the bootstrap.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip bench metrics",
            "  lmclip bench metrics --python none --images 50000 --json"
        })
final class MetricsBench implements Callable<Integer> {

    /** Rounds before the first one that counts, so that the code is compiled by then. */
    private static final int WARM_ROUNDS = 6;

    /** Evaluations of one round; the processor's clock ticks a hundred times a second. */
    private static final int REPEATS = 10;

    @Option(names = "--images", description = "Pictures (default: ${DEFAULT-VALUE}).", defaultValue = "5000")
    private int images;

    @Option(names = "--classes", description = "Classes (default: ${DEFAULT-VALUE}).", defaultValue = "80")
    private int classes;

    @Option(names = "--rounds", description = "Rounds, in turns (default: ${DEFAULT-VALUE}).", defaultValue = "7")
    private int rounds;

    @Option(
            names = "--python",
            description = "The peer's interpreter; \"none\" measures without it (default: ${DEFAULT-VALUE}).",
            defaultValue = "python3")
    private String python;

    @Option(
            names = "--peer",
            description = "The peer's script (default: ${DEFAULT-VALUE}).",
            defaultValue = "lmclip-examples/peer/metrics.py")
    private Path peer;

    @Mixin
    private JsonOption json;

    /** One engine's medians. */
    private record Row(String engine, int images, int classes, double seconds, double cpuSeconds) {}

    private record Result(List<Row> rows, double bootstrapSeconds) {}

    @Override
    public Integer call() throws IOException {
        Predictions predictions = draw();
        List<Row> rows = python.equals("none") ? alone(predictions) : beside(predictions);
        Bootstrap.defaults().of(predictions, ScoreKind.RAW);
        long start = System.nanoTime();
        Bootstrap.defaults().of(predictions, ScoreKind.RAW);
        Result result = new Result(rows, (System.nanoTime() - start) / 1e9);
        rows.forEach(row -> System.out.printf(
                Locale.ROOT, "%-14s %.4f s, %.4f CPU s%n", row.engine(), row.seconds(), row.cpuSeconds()));
        System.out.printf(
                Locale.ROOT, "bootstrap      %.2f s for 1,000 resamples and BCa%n", result.bootstrapSeconds());
        json.write(() -> result);
        return 0;
    }

    private Predictions draw() {
        SplittableRandom random = new SplittableRandom(0);
        float[][] logits = new float[images][classes];
        boolean[][] targets = new boolean[images][classes];
        for (int image = 0; image < images; image++) {
            for (int id = 0; id < classes; id++) {
                targets[image][id] = random.nextInt(classes) < 3;
                logits[image][id] = (float) (random.nextDouble() + (targets[image][id] ? 0.5 : 0));
            }
        }
        List<ClassGroup> groups = IntStream.range(0, classes)
                .mapToObj(id -> ClassGroup.values()[id % ClassGroup.values().length])
                .toList();
        return new Predictions(names(images), names(classes), groups, logits, targets);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private List<Row> alone(Predictions predictions) {
        List<PeerProcess.Step> ours = new ArrayList<>();
        IntStream.range(0, WARM_ROUNDS).forEach(warm -> step(predictions));
        IntStream.range(0, rounds).forEach(round -> ours.add(step(predictions)));
        return List.of(row("lmclip", ours));
    }

    private List<Row> beside(Predictions predictions) throws IOException {
        List<PeerProcess.Step> ours = new ArrayList<>();
        List<PeerProcess.Step> theirs = new ArrayList<>();
        try (MetricsPeer process = MetricsPeer.start(python, peer, predictions)) {
            IntStream.range(0, WARM_ROUNDS).forEach(warm -> step(predictions));
            for (int round = 0; round < rounds; round++) {
                theirs.add(process.step());
                ours.add(step(predictions));
            }
            process.requireAgreement(predictions.evaluate(ScoreKind.RAW));
        }
        return List.of(row("lmclip", ours), row("scikit-learn", theirs));
    }

    private static PeerProcess.Step step(Predictions predictions) {
        long start = System.nanoTime();
        long cpu = cpuNanos();
        double sum = 0;
        for (int i = 0; i < REPEATS; i++) {
            Evaluation found = predictions.evaluate(ScoreKind.RAW);
            sum = found.meanAveragePrecision().total() + found.meanAuroc().total();
        }
        double seconds = (System.nanoTime() - start) / 1e9 / REPEATS;
        return new PeerProcess.Step(seconds, (cpuNanos() - cpu) / 1e9 / REPEATS, 0, sum);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private Row row(String engine, List<PeerProcess.Step> steps) {
        double seconds =
                InferBench.median(steps.stream().map(PeerProcess.Step::seconds).toList());
        double cpu = InferBench.median(
                steps.stream().map(PeerProcess.Step::cpuSeconds).toList());
        return new Row(engine, images, classes, seconds, cpu);
    }
}
