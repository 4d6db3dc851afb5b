package io.github.lmclip.examples.cli.options;

import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.Mirrors;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The words about the network that commands share. */
public final class NetworkOptions {

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

    public FetchOptions apply(FetchOptions options) {
        FetchOptions changed = options.withOffline(offline).withMirrors(new Mirrors(mirrors));
        return proxy.map(changed::withProxy).orElse(changed);
    }
}
