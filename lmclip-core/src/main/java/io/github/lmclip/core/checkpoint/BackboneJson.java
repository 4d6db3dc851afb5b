package io.github.lmclip.core.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import java.util.List;
import java.util.Set;

/** A backbone in the words of this library's own model files. */
public final class BackboneJson {

    /** The key in the metadata of a model file, under which it describes itself. */
    public static final String METADATA = "lmclip";

    /** What is written only where it is not as in OpenAI's models. */
    private static final Set<String> LATER = Set.of("activation", "imageHeads", "imageHidden");

    private static final int LARGEST = 1 << 24;

    private BackboneJson() {}

    /** Returns whether the first version of the format, which had no words for some sizes, can say {@code sizes}. */
    public static boolean isFirstVersion(JsonObject sizes) {
        return LATER.stream().noneMatch(sizes::has);
    }

    /** Returns the sizes by name. */
    public static JsonObject write(Backbone backbone) {
        JsonObject sizes = new JsonObject();
        sizes.addProperty("name", backbone.name());
        sizes.addProperty("embedding", backbone.embedding());
        sizes.addProperty("resolution", backbone.image().resolution());
        if (backbone.image() instanceof ImageTower.Vit vit) {
            sizes.addProperty("imageLayers", vit.layers());
            sizes.addProperty("imageWidth", vit.width());
            sizes.addProperty("patch", vit.patch());
        } else if (backbone.image() instanceof ImageTower.ResNet resNet) {
            JsonArray layers = new JsonArray();
            resNet.layers().forEach(layers::add);
            sizes.add("imageLayers", layers);
            sizes.addProperty("imageWidth", resNet.width());
        }
        writeLater(backbone, sizes);
        sizes.addProperty("positions", backbone.text().positions());
        sizes.addProperty("vocabulary", backbone.text().vocabulary());
        sizes.addProperty("textWidth", backbone.text().width());
        sizes.addProperty("textHeads", backbone.text().heads());
        sizes.addProperty("textLayers", backbone.text().layers());
        return sizes;
    }

    private static void writeLater(Backbone backbone, JsonObject sizes) {
        if (backbone.image().heads() != usualHeads(sizes)) {
            sizes.addProperty("imageHeads", backbone.image().heads());
        }
        if (backbone.image() instanceof ImageTower.Vit vit && vit.hidden() != 4 * vit.width()) {
            sizes.addProperty("imageHidden", vit.hidden());
        }
        if (backbone.activation() != Activation.QUICK_GELU) {
            sizes.addProperty("activation", backbone.activation().name());
        }
    }

    /** Returns the heads of OpenAI's image towers, of 64 channels each; those of a ResNet have 32 times its width. */
    private static int usualHeads(JsonObject sizes) {
        int width = size(sizes, "imageWidth");
        return Math.max(1, sizes.has("patch") ? width / 64 : width / 2);
    }

    /**
     * Returns the backbone.
     *
     * @throws IllegalArgumentException if a size is missing or none; the message says which one
     */
    public static Backbone read(JsonObject sizes) {
        TextTower text = new TextTower(
                size(sizes, "positions"),
                size(sizes, "vocabulary"),
                size(sizes, "textWidth"),
                size(sizes, "textHeads"),
                size(sizes, "textLayers"));
        return new Backbone(text(sizes, "name"), size(sizes, "embedding"), image(sizes), text, activation(sizes));
    }

    private static Activation activation(JsonObject sizes) {
        return sizes.has("activation") ? Activation.valueOf(text(sizes, "activation")) : Activation.QUICK_GELU;
    }

    private static ImageTower image(JsonObject sizes) {
        int resolution = size(sizes, "resolution");
        int width = size(sizes, "imageWidth");
        int heads = sizes.has("imageHeads") ? size(sizes, "imageHeads") : usualHeads(sizes);
        if (!sizes.has("patch")) {
            return new ImageTower.ResNet(resolution, stages(sizes), width, heads);
        }
        int hidden = sizes.has("imageHidden") ? size(sizes, "imageHidden") : 4 * width;
        return new ImageTower.Vit(resolution, size(sizes, "imageLayers"), width, size(sizes, "patch"), heads, hidden);
    }

    private static List<Integer> stages(JsonObject sizes) {
        if (!(sizes.get("imageLayers") instanceof JsonArray layers)) {
            throw new IllegalArgumentException(
                    "expected a patch or a list \"imageLayers\", got %s".formatted(sizes.get("imageLayers")));
        }
        return layers.asList().stream().map(count -> size(count, "imageLayers")).toList();
    }

    private static int size(JsonObject sizes, String name) {
        return size(sizes.get(name), name);
    }

    private static int size(JsonElement size, String name) {
        if (!(size instanceof JsonPrimitive number)
                || !number.isNumber()
                || number.getAsDouble() != Math.rint(number.getAsDouble())
                || number.getAsDouble() < 1
                || number.getAsDouble() > LARGEST) {
            throw new IllegalArgumentException(
                    "expected a whole number from 1 to %d as \"%s\", got %s".formatted(LARGEST, name, size));
        }
        return number.getAsInt();
    }

    private static String text(JsonObject sizes, String name) {
        if (!(sizes.get(name) instanceof JsonPrimitive text) || !text.isString()) {
            throw new IllegalArgumentException("expected a word as \"%s\", got %s".formatted(name, sizes.get(name)));
        }
        return text.getAsString();
    }
}
