package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.RunCheckpoint;
import io.github.lmclip.core.weights.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Which model is meant, and how it was chosen. */
final class CheckpointChoice {

    private CheckpointChoice() {}

    /** A model and where it comes from. */
    record Chosen(LmClip model, Provenance provenance) {}

    /**
     * Opens a model.
     *
     * @param word {@code best_total}, {@code best_tail}, {@code last}, as their files are called too, or a file: of this library, or weights in any format
     *     that it reads, the published code's checkpoints among them
     * @param run the folder that the first three are in
     * @param words says network and data, for weights
     */
    static Chosen open(String word, Path run, Supplier<LmClipBuilder> words) {
        Optional<RunCheckpoint> named = RunCheckpoint.named(word);
        if (named.isPresent()) {
            Path file = existing(named.get(), run);
            return new Chosen(
                    LmClip.load(file),
                    new Provenance(file.toString(), named.get().choice(run)));
        }
        Path file = Path.of(word);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "--checkpoint %s: no such file, nor one of best_total, best_tail, last".formatted(word));
        }
        LmClip model =
                isModel(file) ? LmClip.load(file) : words.get().weights(file).zeroShot();
        return new Chosen(model, new Provenance(file.toString(), "not known, the file was named"));
    }

    private static Path existing(RunCheckpoint wanted, Path run) {
        try {
            return wanted.existingIn(run);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; train first, or name the folder by --run, or a file by --checkpoint", e);
        }
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
