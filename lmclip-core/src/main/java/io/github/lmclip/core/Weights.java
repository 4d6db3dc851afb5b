package io.github.lmclip.core;

import io.github.lmclip.core.checkpoint.Checkpoint;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.hub.Hub;
import io.github.lmclip.core.hub.OpenAiModel;
import io.github.lmclip.core.weights.SafetensorsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Where a network's first parameters come from. */
@FunctionalInterface
interface Weights {

    /** The weights of {@link Backbone#TINY}, part of this library. */
    String TINY_RESOURCE = "tiny/tiny.safetensors";

    /** Decides which network to build, given what was said about it. */
    Blueprint blueprint(NetworkWish wish);

    /** Returns the weights in a file or a folder, which tell the network. */
    static Weights of(Path path) {
        return from(() -> Checkpoint.open(path));
    }

    /** Returns random weights. */
    static Weights random(long seed) {
        return wish -> new Blueprint(wish.network(), false, clip -> RandomWeights.fill(clip, seed));
    }

    /** Returns the weights that this library ships. */
    static Weights tiny() {
        return from(() -> {
            try (InputStream stream = Weights.class.getResourceAsStream(TINY_RESOURCE)) {
                return Checkpoint.of(SafetensorsFile.read(TINY_RESOURCE, stream));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
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

    private static Weights from(Supplier<Checkpoint> source) {
        return wish -> {
            try (Checkpoint file = source.get()) {
                Backbone backbone = wish.network(file);
                if (file.configuration().isEmpty() && wish.activation().isEmpty()) {
                    sayAssumption(file.stored().name(), backbone);
                }
                return new Blueprint(backbone, file.hasLogitBias(), clip -> fill(clip, source));
            }
        };
    }

    private static void fill(Clip clip, Supplier<Checkpoint> source) {
        try (Checkpoint file = source.get()) {
            ClipWeights.load(clip, file.tensors(clip.backbone().image().resolution()));
        }
    }

    private static void sayAssumption(String file, Backbone backbone) {
        LoggerFactory.getLogger(Weights.class)
                .info(
                        "{} has no configuration: its activation is taken to be {}, activation(...) says otherwise",
                        file,
                        backbone.activation());
    }
}
