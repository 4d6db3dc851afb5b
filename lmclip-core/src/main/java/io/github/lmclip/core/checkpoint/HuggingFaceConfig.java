package io.github.lmclip.core.checkpoint;

import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;

/**
 * Reads {@code config.json} as {@code CLIPConfig} of Hugging Face's transformers does: what is left out has the value of
 * ViT-B/32, and {@code text_config_dict}, where there is one, replaces {@code text_config}.
 *
 * <p>The text's feature is taken at the largest id. That is what the old form with {@code eos_token_id} 2 stands for, and
 * the same as the newer form's first place of the end token where that is the last of the vocabulary.
 */
final class HuggingFaceConfig {

    private static final double EPSILON = 1e-5;
    private static final int LEGACY_END = 2;

    private HuggingFaceConfig() {}

    /** Returns whether a configuration is one of a CLIP. */
    static boolean recognises(Section root) {
        return root.says("model_type")
                ? root.word("model_type", "").equals("clip")
                : root.says("text_config") && root.says("vision_config");
    }

    static Backbone read(Section root) {
        Section text = effective(root, "text_config");
        Section vision = effective(root, "vision_config");
        Activation activation = activation(vision);
        if (activation(text) != activation) {
            throw text.unexpected("hidden_act", "the same as in vision_config, " + activation);
        }
        return new Backbone("", root.size("projection_dim", 512), image(vision), text(text), activation);
    }

    private static Section effective(Section root, String key) {
        return root.within(root.says(key + "_dict") ? key + "_dict" : key);
    }

    private static ImageTower image(Section vision) {
        int width = vision.size("hidden_size", 768);
        if (vision.size("num_channels", 3) != 3) {
            throw vision.unexpected("num_channels", "3");
        }
        requireEpsilon(vision);
        return new ImageTower.Vit(
                vision.size("image_size", 224),
                vision.size("num_hidden_layers", 12),
                width,
                vision.size("patch_size", 32),
                vision.size("num_attention_heads", 12),
                vision.size("intermediate_size", 3072));
    }

    private static TextTower text(Section text) {
        int width = text.size("hidden_size", 512);
        int vocabulary = text.size("vocab_size", 49408);
        if (text.size("intermediate_size", 2048) != 4 * width) {
            throw text.unexpected("intermediate_size", "four times hidden_size " + width);
        }
        if (text.says("eos_token_id")) {
            requireLargest(text, vocabulary);
        }
        requireEpsilon(text);
        return new TextTower(
                text.size("max_position_embeddings", 77),
                vocabulary,
                width,
                text.size("num_attention_heads", 8),
                text.size("num_hidden_layers", 12));
    }

    private static void requireLargest(Section text, int vocabulary) {
        double end = text.number("eos_token_id", LEGACY_END);
        if (end != LEGACY_END && end != vocabulary - 1) {
            throw text.unexpected(
                    "eos_token_id",
                    "the vocabulary's last, %d, or %d of the old form".formatted(vocabulary - 1, LEGACY_END));
        }
    }

    private static void requireEpsilon(Section section) {
        if (section.number("layer_norm_eps", EPSILON) != EPSILON) {
            throw section.unexpected("layer_norm_eps", String.valueOf(EPSILON));
        }
    }

    private static Activation activation(Section section) {
        return switch (section.word("hidden_act", "quick_gelu")) {
            case "quick_gelu" -> Activation.QUICK_GELU;
            case "gelu" -> Activation.GELU;
            default -> throw section.unexpected("hidden_act", "quick_gelu or gelu");
        };
    }
}
