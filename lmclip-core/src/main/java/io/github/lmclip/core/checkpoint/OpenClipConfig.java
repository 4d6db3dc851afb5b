package io.github.lmclip.core.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code open_clip_config.json}, or the bare {@code model_cfg} within it, as OpenCLIP does: GELU unless {@code
 * quick_gelu} is true, heads of {@code head_width} channels. A setting that would change the network is refused.
 */
final class OpenClipConfig {

    private static final Set<String> MODEL = Set.of(
            "embed_dim",
            "quick_gelu",
            "custom_text",
            "vision_cfg",
            "text_cfg",
            "init_logit_scale",
            "init_logit_bias",
            "nonscalar_logit_scale");

    private static final Set<String> VISION =
            Set.of("image_size", "layers", "width", "patch_size", "head_width", "mlp_ratio", "patch_dropout");

    private static final Map<String, String> VISION_ACCEPTED =
            Map.of("pool_type", "\"tok\"", "pos_embed_type", "\"learnable\"");

    private static final Set<String> TEXT =
            Set.of("context_length", "vocab_size", "width", "heads", "layers", "hf_tokenizer_name", "tokenizer_kwargs");

    private static final Map<String, String> TEXT_ACCEPTED =
            Map.of("pool_type", "\"argmax\"", "proj_type", "\"linear\"", "mlp_ratio", "4.0", "pad_id", "0");

    private OpenClipConfig() {}

    /** Returns whether a configuration is one of OpenCLIP's. */
    static boolean recognises(Section root) {
        Section model = model(root);
        return model.says("embed_dim") && model.says("vision_cfg") && model.says("text_cfg");
    }

    private static Section model(Section root) {
        return root.says("model_cfg") ? root.within("model_cfg") : root;
    }

    static Backbone read(Section root) {
        Section model = model(root);
        model.requireOnly(MODEL, Map.of());
        Activation activation = model.isTrue("quick_gelu") ? Activation.QUICK_GELU : Activation.GELU;
        return new Backbone(
                "",
                model.size("embed_dim", 0),
                image(model.within("vision_cfg")),
                text(model.within("text_cfg")),
                activation);
    }

    private static ImageTower image(Section vision) {
        vision.requireOnly(VISION, VISION_ACCEPTED);
        int resolution = vision.size("image_size", 224);
        int width = vision.size("width", 768);
        int head = vision.size("head_width", 64);
        if (vision.values().get("layers") instanceof JsonArray stages) {
            return new ImageTower.ResNet(resolution, layers(vision, stages), width, Math.max(1, 32 * width / head));
        }
        return new ImageTower.Vit(
                resolution,
                vision.size("layers", 12),
                width,
                vision.size("patch_size", 16),
                Math.max(1, width / head),
                Math.max(1, (int) (width * vision.number("mlp_ratio", 4))));
    }

    private static List<Integer> layers(Section vision, JsonArray stages) {
        return stages.asList().stream()
                .map(JsonElement::toString)
                .map(count -> {
                    if (!count.matches("[1-9]\\d{0,3}")) {
                        throw vision.unexpected("layers", "whole numbers from 1 to 9999");
                    }
                    return Integer.valueOf(count);
                })
                .toList();
    }

    private static TextTower text(Section text) {
        text.requireOnly(TEXT, TEXT_ACCEPTED);
        return new TextTower(
                text.size("context_length", 77),
                text.size("vocab_size", 49408),
                text.size("width", 512),
                text.size("heads", 8),
                text.size("layers", 12));
    }
}
