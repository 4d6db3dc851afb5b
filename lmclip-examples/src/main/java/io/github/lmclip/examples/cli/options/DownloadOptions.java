package io.github.lmclip.examples.cli.options;

import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.examples.cli.output.DownloadBar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The words about weights, and where they come from, that commands share. */
public final class DownloadOptions {

    @Option(
            names = "--weights",
            description = "A file of weights, or hf:owner/name@revision, ViT-B-32/laion2b_s34b_b79k and the like"
                    + " (default: those of the backbone).",
            paramLabel = "FILE|NAME")
    private Optional<String> weights = Optional.empty();

    @Mixin
    private NetworkOptions network;

    /** Returns a builder that finds its weights as was said, and shows how they come in. */
    public LmClipBuilder apply(LmClipBuilder builder) {
        LmClipBuilder fetching =
                builder.downloads(options -> network.apply(options).withListener(new DownloadBar()));
        if (weights.isEmpty()) {
            return fetching;
        }
        Path file = Path.of(weights.get());
        return Files.exists(file) ? fetching.weights(file) : fetching.weights(weights.get());
    }
}
