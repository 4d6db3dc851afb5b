package io.github.lmclip.core.config;

import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.data.PromptTemplates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Which network a run begins with.
 *
 * @param backbone its name, such as {@code RN50} or {@code ViT-B/16}
 * @param weights a file, a folder or a published name; absent: the backbone's own; {@code random:SEED} for random ones
 * @param adapters a file of low-rank matrices to add to the weights; absent: none
 * @param activation of the transformers; absent: that of the weights
 * @param imageSize side of the picture that the network sees, in pixels; absent: the one it was trained with
 * @param vocabulary CLIP's vocabulary file; absent: that in the cache, fetched if need be
 * @param prompt the sentence that classes are put into, with {@code {}} for the name
 */
public record NetworkSettings(
        String backbone,
        Optional<String> weights,
        Optional<String> adapters,
        Optional<Activation> activation,
        OptionalInt imageSize,
        Optional<String> vocabulary,
        String prompt) {

    private static final String RANDOM = "random:";

    /** Checks that the backbone is known. */
    public NetworkSettings {
        Objects.requireNonNull(prompt, "prompt");
        Backbone.named(backbone);
    }

    /** Returns the small built-in network. */
    public static NetworkSettings defaults() {
        return new NetworkSettings(
                Backbone.TINY.name(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                "a photo of a {}");
    }

    LmClipBuilder apply(LmClipBuilder start) {
        LmClipBuilder builder = start.backbone(Backbone.named(backbone));
        builder = weights.map(applied(builder)).orElse(builder);
        builder = adapters.map(Path::of).map(builder::adapters).orElse(builder);
        builder = activation.map(builder::activation).orElse(builder);
        builder = imageSize.isPresent() ? builder.imageSize(imageSize.getAsInt()) : builder;
        builder = vocabulary.map(Path::of).map(builder::vocabulary).orElse(builder);
        return builder.prompts(PromptTemplates.of(prompt));
    }

    private static Function<String, LmClipBuilder> applied(LmClipBuilder builder) {
        return wish -> {
            if (wish.startsWith(RANDOM)) {
                return builder.randomWeights(Long.parseLong(wish.substring(RANDOM.length())));
            }
            Path file = Path.of(wish);
            return Files.exists(file) ? builder.weights(file) : builder.weights(wish);
        };
    }
}
