package io.github.lmclip.core.hub;

import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.Mirrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the environment says about published files.
 *
 * <ul>
 *   <li>{@code LMCLIP_CACHE}: the folder of what this library fetches, else {@code ~/.cache/lmclip};
 *   <li>{@code LMCLIP_OFFLINE}: 1, true, yes or on forbid to ask the network;
 *   <li>{@code LMCLIP_MIRRORS}: {@code from=to,from=to}, beginnings of addresses and what replaces them;
 *   <li>{@code LMCLIP_PROXY}: an HTTP proxy, {@code http://host:port};
 *   <li>{@code HF_ENDPOINT}, {@code HF_TOKEN}, {@code HUGGING_FACE_HUB_TOKEN}, {@code HF_TOKEN_PATH}, {@code HF_HUB_CACHE},
 *       {@code HUGGINGFACE_HUB_CACHE}, {@code HF_HOME}, {@code XDG_CACHE_HOME}: as Hugging Face's own library reads them.
 * </ul>
 *
 * @param variables gives the value of an environment variable, null where it is not set
 * @param home the user's folder
 */
public record Surroundings(Function<String, String> variables, Path home) {

    private static final URI HUGGING_FACE = URI.create("https://huggingface.co");

    /** Checks that both are there. */
    public Surroundings {
        Objects.requireNonNull(variables, "variables");
        Objects.requireNonNull(home, "home");
    }

    /** Returns the surroundings of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(System::getenv, Path.of(System.getProperty("user.home")));
    }

    /** Returns the folder of what this library fetches. */
    public Path cache() {
        return variable("LMCLIP_CACHE").map(this::path).orElseGet(() -> home.resolve(".cache/lmclip"));
    }

    /** Returns the folder of what OpenAI's own code fetches. */
    public Path openAiCache() {
        return home.resolve(".cache/clip");
    }

    /** Returns the folder of repositories that Hugging Face's own library keeps. */
    public Path huggingFaceCache() {
        return variable("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE").map(this::path).orElseGet(() -> huggingFaceHome()
                .resolve("hub"));
    }

    private Path huggingFaceHome() {
        return variable("HF_HOME").map(this::path).orElseGet(() -> variable("XDG_CACHE_HOME")
                .map(this::path)
                .orElseGet(() -> home.resolve(".cache"))
                .resolve("huggingface"));
    }

    /** Returns where Hugging Face answers, without a slash at its end. */
    public URI huggingFaceEndpoint() {
        return variable("HF_ENDPOINT")
                .map(text -> URI.create(text.replaceAll("/+$", "")))
                .orElse(HUGGING_FACE);
    }

    /** Returns the token that Hugging Face is told: that of the environment, else that of the file where logins keep it. */
    public Optional<String> huggingFaceToken() {
        return variable("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN").or(this::storedToken);
    }

    private Optional<String> storedToken() {
        Path file = variable("HF_TOKEN_PATH").map(this::path).orElseGet(() -> huggingFaceHome()
                .resolve("token"));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the token of Hugging Face, " + file, e);
        }
    }

    /** Tells whether the environment forbids to ask the network. */
    public boolean offline() {
        return variable("LMCLIP_OFFLINE")
                .filter(value -> value.matches("(?i)1|true|yes|on"))
                .isPresent();
    }

    /** Returns other places that hold the same files. */
    public Mirrors mirrors() {
        return variable("LMCLIP_MIRRORS").map(Mirrors::parse).orElse(Mirrors.none());
    }

    /** Returns the proxy that requests go through. */
    public Optional<URI> proxy() {
        return variable("LMCLIP_PROXY").map(URI::create);
    }

    /** Returns options with what the environment adds: what they say themselves about mirrors and a proxy goes first. */
    public FetchOptions apply(FetchOptions options) {
        Map<String, String> all = new HashMap<>(mirrors().prefixes());
        all.putAll(options.mirrors().prefixes());
        FetchOptions changed = options.withMirrors(new Mirrors(all)).withOffline(options.offline() || offline());
        return changed.proxy().isPresent()
                ? changed
                : proxy().map(changed::withProxy).orElse(changed);
    }

    /** Returns the first variable that is set and not blank. */
    private Optional<String> variable(String... names) {
        return Stream.of(names)
                .map(variables)
                .filter(value -> value != null && !value.isBlank())
                .map(String::strip)
                .findFirst();
    }

    private Path path(String text) {
        return text.equals("~") || text.startsWith("~/")
                ? home.resolve(text.substring(Math.min(2, text.length())))
                : Path.of(text);
    }
}
