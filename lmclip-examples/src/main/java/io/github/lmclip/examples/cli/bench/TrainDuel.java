package io.github.lmclip.examples.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.clip.Lora;
import io.github.lmclip.core.engine.Precision;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.core.watch.ResidentMemory;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.Split;
import io.github.lmclip.losses.BalancedAsymmetricLoss;
import io.github.lmclip.losses.ContrastiveLoss;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Both engines on one network and one batch: ours takes a step, then the peer, and so on. */
final class TrainDuel {

    /** The published batch size. */
    static final int BATCH = 8;

    /** The published weight of the balanced loss on COCO-MLT with ViT-B/16. */
    static final double LAMBDA = 5;

    static final double LEARNING_RATE = 1e-6;

    private static final double AGREEMENT = 1e-4;

    /** What is clearly positive; the published loss divides by the largest logit. */
    private static final float LEAST_LOGIT = 0.5f;

    /** Seeds of weights to try. */
    private static final int SEEDS = 20;

    private final Backbone backbone;
    private final BenchTask task;
    private final Optional<Path> vocabulary;
    private final int threads;
    private final int steps;
    private final StepMode mode;

    /** How our side takes its steps, and the first seed of weights to try. */
    record StepMode(Precision precision, boolean checkpointing, Optional<Lora> lora, long seed) {

        /** Returns whether the peer's step is the same. */
        boolean isPublished() {
            return precision == Precision.FP32 && lora.isEmpty();
        }
    }

    TrainDuel(Backbone backbone, BenchTask task, Optional<Path> vocabulary, int threads, int steps, StepMode mode) {
        this.backbone = backbone;
        this.task = task;
        this.vocabulary = vocabulary;
        this.threads = threads;
        this.steps = steps;
        this.mode = mode;
    }

    /** One engine's medians. */
    record Row(
            String engine,
            String precision,
            String backbone,
            int labels,
            int threads,
            double secondsPerStep,
            double cpuSecondsPerStep,
            double peakMb,
            double loss) {}

    /**
     * Runs the duel; without an interpreter, our side alone. Of the seeds of weights, the first is taken whose largest logit
     * is clearly positive and for which the published loss is a number: it takes powers of numbers that need not be positive.
     *
     * @throws IllegalStateException if none of many is, or the engines do not agree
     */
    List<Row> run(Optional<String> python, Path script) throws IOException {
        for (long seed = mode.seed(); seed < mode.seed() + SEEDS; seed++) {
            Optional<List<Row>> rows = run(seed, python, script);
            if (rows.isPresent()) {
                return rows.get();
            }
        }
        throw new IllegalStateException(
                "none of %d seeds from %d on has a published loss that is a number".formatted(SEEDS, mode.seed()));
    }

    private Optional<List<Row>> run(long seed, Optional<String> python, Path script) throws IOException {
        try (PeerFolder folder = PeerFolder.create()) {
            Optional<Path> weights = writeWeights(folder, seed);
            if (weights.isEmpty()) {
                return Optional.empty();
            }
            folder.describe(backbone, task, vocabulary, threads, loss(), LAMBDA, LEARNING_RATE);
            try (PeerProcess peer = python.map(word -> PeerProcess.start(word, script, folder.path()))
                    .orElse(null)) {
                Turns turns = new Turns(peer);
                builder()
                        .weights(weights.get())
                        .training(this::options)
                        .listener(turns)
                        .train()
                        .close();
                return turns.isUseless() && Thread.interrupted() ? Optional.empty() : Optional.of(rows(turns));
            }
        }
    }

    private LmClipBuilder builder() {
        LmClipBuilder builder = LmClip.builder()
                .dataset(task)
                .backbone(backbone)
                .loss(new ContrastiveLoss().plus(loss().times(LAMBDA)));
        return vocabulary.map(builder::vocabulary).orElse(builder);
    }

    private BalancedAsymmetricLoss loss() {
        ClassFrequencies frequencies = ClassFrequencies.of(task.read(Split.TRAIN, Path.of("")));
        return BalancedAsymmetricLoss.defaults().withClassWeights(frequencies.classWeights(1));
    }

    private TrainingOptions options(TrainingOptions preset) {
        return preset.withEpochs(steps + 1)
                .withBatchSize(BATCH)
                .withLearningRate(LEARNING_RATE)
                .withSamplingPower(0)
                .withFlip(false)
                .withLora(mode.lora())
                .withStep(preset.step().withPrecision(mode.precision()).withCheckpointing(mode.checkpointing()))
                .withEvaluateEvery(Integer.MAX_VALUE);
    }

    /** Writes random weights for both engines; empty where their largest logit is not clearly positive. */
    private Optional<Path> writeWeights(PeerFolder folder, long seed) throws IOException {
        try (LmClip model = builder().randomWeights(seed).zeroShot()) {
            boolean positive = largest(model.logits(task.read(Split.TEST, Path.of("")))) > LEAST_LOGIT;
            return positive ? Optional.of(folder.writeWeights(model)) : Optional.empty();
        }
    }

    private static float largest(float[][] logits) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float[] row : logits) {
            for (float logit : row) {
                largest = Math.max(largest, logit);
            }
        }
        return largest;
    }

    private List<Row> rows(Turns turns) {
        List<Row> rows = new ArrayList<>();
        rows.add(row("lmclip", mode.precision(), turns.own));
        if (!turns.theirs.isEmpty()) {
            rows.add(row("pytorch", Precision.FP32, turns.theirs));
            double difference =
                    Math.abs(turns.own.get(0).loss() - turns.theirs.get(0).loss());
            if (!(difference
                    <= AGREEMENT * Math.max(1, Math.abs(turns.theirs.get(0).loss())))) {
                throw new IllegalStateException("the engines do not compute the same: first losses %s and %s"
                        .formatted(turns.own.get(0).loss(), turns.theirs.get(0).loss()));
            }
        }
        return rows;
    }

    /** Returns the medians of all steps but the first, which warms up. */
    private Row row(String engine, Precision precision, List<PeerProcess.Step> all) {
        List<PeerProcess.Step> measured = all.subList(1, all.size());
        int middle = measured.size() / 2;
        return new Row(
                engine,
                precision.name().toLowerCase(Locale.ROOT),
                backbone.name(),
                task.labels(),
                threads,
                measured.stream()
                        .mapToDouble(PeerProcess.Step::seconds)
                        .sorted()
                        .toArray()[middle],
                measured.stream()
                        .mapToDouble(PeerProcess.Step::cpuSeconds)
                        .sorted()
                        .toArray()[middle],
                measured.stream().mapToDouble(PeerProcess.Step::peakMb).max().orElseThrow(),
                all.get(0).loss());
    }

    /** Measures our steps from the end of the peer's to the loss that we report, and has the peer take its own then. */
    private static final class Turns implements ProgressListener {

        private final PeerProcess peer;
        private final List<PeerProcess.Step> own = new ArrayList<>();
        private final List<PeerProcess.Step> theirs = new ArrayList<>();
        private long wall = System.nanoTime();
        private long cpu = cpuNanos();

        private Turns(PeerProcess peer) {
            this.peer = peer;
            ResidentMemory.resetPeak();
        }

        @Override
        public void onStep(StepReport step) {
            double seconds = (System.nanoTime() - wall) / 1e9;
            double cpuSeconds = (cpuNanos() - cpu) / 1e9;
            own.add(new PeerProcess.Step(seconds, cpuSeconds, ResidentMemory.peakMegabytes(), step.loss()));
            if (peer != null) {
                theirs.add(peer.step());
            }
            if (isUseless()) {
                Thread.currentThread().interrupt();
            }
            wall = System.nanoTime();
            cpu = cpuNanos();
        }

        /** Returns whether the peer's first loss is no number, so that there is nothing to compare. */
        private boolean isUseless() {
            return !theirs.isEmpty() && Double.isNaN(theirs.get(0).loss());
        }

        private static long cpuNanos() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        }
    }
}
