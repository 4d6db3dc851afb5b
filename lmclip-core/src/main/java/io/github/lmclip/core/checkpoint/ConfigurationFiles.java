package io.github.lmclip.core.checkpoint;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.weights.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the configuration of a file of weights: within it, or beside it. */
final class ConfigurationFiles {

    private static final String HUGGING_FACE = "config.json";
    private static final String OPENCLIP = "open_clip_config.json";
    private static final int LARGEST = 1 << 20;

    private ConfigurationFiles() {}

    /** Returns what a model file of this library says about itself. */
    static Optional<Configuration> within(String file, Map<String, String> metadata) {
        String card = metadata.get(BackboneJson.METADATA);
        if (card == null) {
            return Optional.empty();
        }
        Section root = parse(file, card);
        try {
            Backbone backbone = BackboneJson.read(root.within("backbone").values());
            return Optional.of(new Configuration(file, Naming.OPENAI, backbone));
        } catch (IllegalArgumentException e) {
            throw new WeightsException("%s has a broken description: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Returns what the first configuration beside a file, or in a folder, says: {@code NAME_config.json} beside {@code NAME.bin} or any other
     * suffix, then the usual name of the naming at hand, then that of the other one.
     */
    static Optional<Configuration> beside(Path weights, Naming naming) {
        List<String> usual =
                naming == Naming.HUGGING_FACE ? List.of(HUGGING_FACE, OPENCLIP) : List.of(OPENCLIP, HUGGING_FACE);
        Stream<Path> places = Files.isDirectory(weights)
                ? usual.stream().map(weights::resolve)
                : Stream.concat(own(weights), usual.stream().map(weights::resolveSibling));
        return places.filter(Files::isRegularFile)
                .flatMap(file -> read(file, naming).stream())
                .findFirst();
    }

    private static Stream<Path> own(Path weights) {
        String stem = weights.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        return Stream.of(weights.resolveSibling(stem + "_config.json"));
    }

    private static Optional<Configuration> read(Path file, Naming naming) {
        Section root = parse(file.toString(), text(file));
        try {
            if (OpenClipConfig.recognises(root)) {
                return Optional.of(new Configuration(file.toString(), Naming.OPENCLIP, OpenClipConfig.read(root)));
            }
            if (HuggingFaceConfig.recognises(root)) {
                return Optional.of(
                        new Configuration(file.toString(), Naming.HUGGING_FACE, HuggingFaceConfig.read(root)));
            }
        } catch (IllegalArgumentException e) {
            throw new WeightsException("%s: %s".formatted(file, e.getMessage()), e);
        }
        if (naming == Naming.HUGGING_FACE && file.endsWith(HUGGING_FACE)) {
            throw root.unexpected("model_type", "clip");
        }
        return Optional.empty();
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new WeightsException("%s: expected a configuration of at most %d bytes, got %d"
                        .formatted(file, LARGEST, Files.size(file)));
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(file), e);
        }
    }

    private static Section parse(String file, String text) {
        try {
            if (JsonParser.parseString(text) instanceof JsonObject root) {
                return new Section(file, root);
            }
            throw new WeightsException("%s: expected a JSON object as configuration".formatted(file));
        } catch (JsonParseException e) {
            throw new WeightsException("%s: broken JSON: %s".formatted(file, e.getMessage()), e);
        }
    }
}
