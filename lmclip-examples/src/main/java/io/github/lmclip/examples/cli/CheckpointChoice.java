package io.github.lmclip.examples.cli;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.train.SelectionSplit;
import io.github.lmclip.core.weights.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Which model of a run is meant, and how it was chosen. */
enum CheckpointChoice {
    BEST_TOTAL("best_valid_mAP", "the epoch of the best mAP on %s"),
    BEST_TAIL("best_valid_mAP_tail", "the epoch of the best mAP of the tail on %s"),
    LAST("last", "the last epoch");

    private static final String UNKNOWN = "a split that its folder does not name";

    private final String file;
    private final String reason;

    CheckpointChoice(String file, String reason) {
        this.file = file;
        this.reason = reason;
    }

    /** A model and where it comes from. */
    record Chosen(LmClip model, Provenance provenance) {}

    /**
     * Opens a model.
     *
     * @param word {@code best_total}, {@code best_tail}, {@code last}, or a file: of this library, or weights in any format
     *     that it reads, the published code's checkpoints among them
     * @param run the folder that the first three are in
     * @param words says network and data, for weights
     */
    static Chosen open(String word, Path run, Supplier<LmClipBuilder> words) {
        Optional<CheckpointChoice> named = Stream.of(values())
                .filter(choice -> choice.name().equalsIgnoreCase(word))
                .findFirst();
        if (named.isPresent()) {
            Path file = run.resolve(named.get().file + ".safetensors");
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(
                        "%s is missing: train first, or name the folder by --run, or a file by --checkpoint"
                                .formatted(file));
            }
            String choice = named.get().reason.formatted(selectedOn(run));
            return new Chosen(LmClip.load(file), new Provenance(file.toString(), choice));
        }
        Path file = Path.of(word);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "--checkpoint must be best_total, best_tail, last or a file, got %s".formatted(word));
        }
        LmClip model =
                isModel(file) ? LmClip.load(file) : words.get().weights(file).zeroShot();
        return new Chosen(model, new Provenance(file.toString(), "not known, the file was named"));
    }

    private static String selectedOn(Path run) {
        return Files.isRegularFile(run.resolve("metrics.csv"))
                ? RunMetrics.read(run).split().map(SelectionSplit::description).orElse(UNKNOWN)
                : UNKNOWN;
    }

    /** Returns whether a file or folder says of itself that it is a model of this library. */
    private static boolean isModel(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve("model.safetensors") : path;
        if (!file.toString().endsWith(".safetensors") || !Files.isRegularFile(file)) {
            return false;
        }
        try (SafetensorsFile weights = SafetensorsFile.open(file)) {
            return weights.metadata().keySet().stream().anyMatch(key -> key.startsWith("lmclip"));
        }
    }
}
