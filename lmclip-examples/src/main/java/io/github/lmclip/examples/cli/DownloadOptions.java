package io.github.lmclip.examples.cli;

import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.Mirrors;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The words about weights and the network that commands share. */
final class DownloadOptions {

    @Option(
            names = "--weights",
            description = "A file of weights, or hf:owner/name@revision, ViT-B-32/laion2b_s34b_b79k and the like"
                    + " (default: those of the backbone).",
            paramLabel = "FILE|NAME")
    private Optional<String> weights = Optional.empty();

    @Option(
            names = "--offline",
            description = "Never ask the network; say what is missing, where it is published and where it belongs.")
    private boolean offline;

    @Option(names = "--proxy", description = "An HTTP proxy, http://host:port.", paramLabel = "ADDRESS")
    private Optional<URI> proxy = Optional.empty();

    @Option(
            names = "--mirror",
            description = "Ask another place for addresses that begin so; repeatable.",
            paramLabel = "FROM=TO")
    private Map<String, String> mirrors = new HashMap<>();

    /** Returns a builder that finds its weights as was said, and shows how they come in. */
    LmClipBuilder apply(LmClipBuilder builder) {
        LmClipBuilder fetching = builder.downloads(this::change);
        if (weights.isEmpty()) {
            return fetching;
        }
        Path file = Path.of(weights.get());
        return Files.exists(file) ? fetching.weights(file) : fetching.weights(weights.get());
    }

    private FetchOptions change(FetchOptions options) {
        FetchOptions changed =
                options.withOffline(offline).withMirrors(new Mirrors(mirrors)).withListener(new DownloadBar());
        return proxy.map(changed::withProxy).orElse(changed);
    }
}
