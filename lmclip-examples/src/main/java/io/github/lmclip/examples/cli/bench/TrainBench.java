package io.github.lmclip.examples.cli.bench;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Lora;
import io.github.lmclip.core.engine.Precision;
import io.github.lmclip.examples.cli.bench.TrainDuel.StepMode;
import io.github.lmclip.examples.cli.options.JsonOption;
import io.github.lmclip.examples.cli.options.PictureFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lmclip bench train}: the published training step here and in PyTorch, step by step in turns. */
@Command(
        name = "train",
        header = "Take the published training step beside PyTorch.",
        description = {
            "One training step of batch 8 with the published options, random weights and real photos, beside the same step",
            "in plain PyTorch (python3 with torch on OpenBLAS), in turns. The first losses must agree to 1e-4."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip bench train --backbone RN50 --labels 20 --python none",
            "  lmclip bench train --photos photos --json rows.json"
        })
final class TrainBench implements Callable<Integer> {

    /** A median of fewer says little. */
    private static final int LEAST_STEPS = 5;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--backbone",
            split = ",",
            description = "Networks (default: ${DEFAULT-VALUE}).",
            defaultValue = "RN50,ViT-B/16")
    private List<String> backbones;

    @Option(
            names = "--labels",
            split = ",",
            description = "Numbers of labels (default: ${DEFAULT-VALUE}).",
            defaultValue = "20,80")
    private List<Integer> labels;

    @Option(
            names = "--precision",
            split = ",",
            description = "Of our steps, fp32 or bf16 (default: ${DEFAULT-VALUE}); the peer takes part in fp32.",
            defaultValue = "fp32")
    private List<String> precisions;

    @Option(names = "--checkpointing", description = "Have our steps compute the inside of each block twice.")
    private boolean checkpointing;

    @Option(
            names = "--lora",
            description = "Have our steps train low-rank additions of this rank; without the peer.",
            paramLabel = "RANK")
    private Optional<Integer> lora = Optional.empty();

    @Option(
            names = "--seed",
            description =
                    "First seed of the weights; later ones follow where the published loss is none (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--steps",
            description = "Measured steps, at least " + LEAST_STEPS + " (default: ${DEFAULT-VALUE}).",
            defaultValue = "" + LEAST_STEPS)
    private int steps;

    @Option(names = "--threads", description = "Threads of each engine (default: the machine's cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--photos",
            description = "A folder of photos (default: ${DEFAULT-VALUE}).",
            defaultValue = "../shared/coco-real")
    private Path photos;

    @Option(
            names = "--vocabulary",
            description = "CLIP's vocabulary (default: that in the cache).",
            paramLabel = "FILE")
    private Optional<Path> vocabulary = Optional.empty();

    @Option(
            names = "--python",
            description = "The peer's interpreter; \"none\" measures without it (default: ${DEFAULT-VALUE}).",
            defaultValue = "python3")
    private String python;

    @Option(
            names = "--peer",
            description = "The peer's script (default: ${DEFAULT-VALUE}).",
            defaultValue = "lmclip-examples/peer/train_step.py")
    private Path script;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        requireSteps();
        // read once, when the engine starts
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        List<TrainDuel.Row> rows = new ArrayList<>();
        for (String name : backbones) {
            for (int count : labels) {
                for (String precision : precisions) {
                    List<TrainDuel.Row> found = measure(Backbone.named(name), count, precision);
                    found.forEach(System.out::println);
                    rows.addAll(found);
                }
            }
        }
        json.write(() -> rows);
        return 0;
    }

    private void requireSteps() {
        if (steps < LEAST_STEPS) {
            throw new ParameterException(
                    spec.commandLine(), "--steps must be at least %d, got %d".formatted(LEAST_STEPS, steps));
        }
    }

    private List<TrainDuel.Row> measure(Backbone backbone, int count, String precision) throws IOException {
        List<Path> batch = PictureFiles.under(List.of(photos)).subList(0, TrainDuel.BATCH);
        Precision wanted = Precision.valueOf(precision.toUpperCase(Locale.ROOT));
        StepMode mode = new StepMode(wanted, checkpointing, lora.map(Lora.defaults()::withRank), seed);
        TrainDuel duel = new TrainDuel(backbone, new BenchTask(batch, count), vocabulary, threads, steps, mode);
        boolean alone = python.equals("none") || !mode.isPublished();
        return duel.run(alone ? Optional.empty() : Optional.of(python), script);
    }
}
