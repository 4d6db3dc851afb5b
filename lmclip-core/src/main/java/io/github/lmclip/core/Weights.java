package io.github.lmclip.core;

import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.hub.Hub;
import io.github.lmclip.core.hub.OpenAiModel;
import io.github.lmclip.core.weights.SafetensorsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a network's first parameters come from. */
@FunctionalInterface
interface Weights {

    /** The weights of {@link Backbone#TINY}, part of this library. */
    String TINY_RESOURCE = "tiny/tiny.safetensors";

    /** Fills a network. */
    void fill(Clip clip);

    /** Returns the weights in a file. */
    static Weights of(Path file) {
        return clip -> {
            if (!Files.isRegularFile(file)) {
                throw new IllegalStateException(
                        "the weights %s are missing, expected a safetensors file with OpenAI's names".formatted(file));
            }
            try (SafetensorsFile opened = SafetensorsFile.open(file)) {
                ClipWeights.load(clip, opened);
            }
        };
    }

    /** Returns random weights. */
    static Weights random(long seed) {
        return clip -> RandomWeights.fill(clip, seed);
    }

    /** Returns the weights that this library ships. */
    static Weights tiny() {
        return clip -> {
            try (InputStream stream = Weights.class.getResourceAsStream(TINY_RESOURCE);
                    SafetensorsFile file = SafetensorsFile.read(TINY_RESOURCE, stream)) {
                ClipWeights.load(clip, file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /**
     * Returns the pre-trained weights of a backbone: its own where this library ships them, else those that OpenAI
     * publishes.
     *
     * @throws IllegalStateException if there are none
     * @throws io.github.lmclip.data.fetch.FetchException if they are in no cache and cannot be fetched
     */
    static Weights of(Backbone backbone, Hub hub) {
        if (backbone.equals(Backbone.TINY)) {
            return tiny();
        }
        return OpenAiModel.of(backbone.name())
                .map(hub::weights)
                .map(Weights::of)
                .orElseThrow(() -> new IllegalStateException(
                        "no weights are published under the name %s; say weights(...) or randomWeights(seed)"
                                .formatted(backbone.name())));
    }
}
