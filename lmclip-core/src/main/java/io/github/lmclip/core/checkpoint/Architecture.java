package io.github.lmclip.core.checkpoint;

import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.core.weights.WeightsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Infers a backbone from OpenAI's names and the shapes under them, as {@code build_model} of <a
 * href="https://github.com/openai/CLIP">openai/CLIP</a> does. What shapes do not show, heads and activation, comes from a
 * configuration; without one a head has 64 channels, and the activation is QuickGELU.
 */
final class Architecture {

    private static final long LARGEST = 1 << 24;
    private static final int HEAD = 64;
    private static final int REDUCTION = 32;

    /** A transformer block has twelve tensors, a bottleneck more. */
    private static final int TENSORS_PER_BLOCK = 12;

    private final WeightFile file;
    private final Optional<Backbone> configured;

    private Architecture(WeightFile file, Optional<Backbone> configured) {
        this.file = file;
        this.configured = configured;
    }

    /**
     * Infers the backbone.
     *
     * @param file under OpenAI's names
     * @param configured what a configuration says
     * @throws WeightsException if a tensor that shows a size is missing, or the sizes do not fit together
     */
    static Backbone infer(WeightFile file, Optional<Backbone> configured) {
        try {
            return new Architecture(file, configured).backbone();
        } catch (IllegalArgumentException e) {
            throw new WeightsException("%s holds no CLIP: %s".formatted(file.name(), e.getMessage()), e);
        }
    }

    private Backbone backbone() {
        ImageTower image = file.tensors().containsKey("visual.proj") ? vit() : resNet();
        TextTower text = text();
        Activation activation = configured.map(Backbone::activation).orElse(Activation.QUICK_GELU);
        String name =
                configured.map(Backbone::name).filter(said -> !said.isEmpty()).orElseGet(() -> describe(image));
        return new Backbone(name, size("text_projection", 2, 1), image, text, activation).recognised();
    }

    private ImageTower vit() {
        int width = size("visual.conv1.weight", 4, 0);
        int patch = size("visual.conv1.weight", 4, 3);
        int layers = count("visual.transformer.resblocks.");
        int hidden = size("visual.transformer.resblocks.0.mlp.c_fc.weight", 2, 0);
        int heads = configured.map(other -> other.image().heads()).orElseGet(() -> heads("the image tower", width));
        int resolution = grid("visual.positional_embedding") * patch;
        return new ImageTower.Vit(resolution, layers, width, patch, heads, hidden);
    }

    private ImageTower resNet() {
        int width = size("visual.layer1.0.conv1.weight", 4, 0);
        List<Integer> layers = new ArrayList<>();
        for (int stage = 1; stage <= 4; stage++) {
            layers.add(count("visual.layer" + stage + "."));
        }
        int resolution = grid("visual.attnpool.positional_embedding") * REDUCTION;
        int heads = configured
                .map(other -> other.image().heads())
                .orElseGet(() -> heads("the attention pooling", REDUCTION * width));
        return new ImageTower.ResNet(resolution, layers, width, heads);
    }

    private TextTower text() {
        int width = size("ln_final.weight", 1, 0);
        return new TextTower(
                size("positional_embedding", 2, 0),
                size("token_embedding.weight", 2, 0),
                width,
                configured.map(other -> other.text().heads()).orElseGet(() -> heads("the text tower", width)),
                count("transformer.resblocks."));
    }

    private int heads(String tower, int width) {
        if (width % HEAD != 0) {
            throw new WeightsException(
                    "%s: %s has %d channels, no multiple of %d, and no configuration says how many heads"
                            .formatted(file.name(), tower, width, HEAD));
        }
        return width / HEAD;
    }

    /** Returns the side of the square whose places, and one more, a tensor has rows for. */
    private int grid(String name) {
        int rows = size(name, 2, 0);
        int side = (int) Math.round(Math.sqrt(rows - 1));
        if (side * side + 1 != rows) {
            throw new WeightsException("%s: expected %s to have rows for a square and one more, got %d"
                    .formatted(file.name(), name, rows));
        }
        return side;
    }

    private int size(String name, int rank, int axis) {
        TensorInfo info = file.tensors().get(name);
        if (info == null) {
            throw new WeightsException("%s holds no whole CLIP: missing %s".formatted(file.name(), name));
        }
        if (info.shape().size() != rank
                || info.shape().get(axis) < 1
                || info.shape().get(axis) > LARGEST) {
            throw new WeightsException("%s: expected %s with %d sizes from 1 to %d, got shape %s"
                    .formatted(file.name(), name, rank, LARGEST, info.shape()));
        }
        return info.shape().get(axis).intValue();
    }

    /** Returns how many different parts follow a beginning of names. */
    private int count(String beginning) {
        long blocks = file.tensors().keySet().stream()
                .filter(name -> name.startsWith(beginning))
                .map(name -> name.substring(beginning.length()).split("\\.", 2)[0])
                .distinct()
                .count();
        if (blocks == 0 || blocks * TENSORS_PER_BLOCK > file.tensors().size()) {
            throw new WeightsException(
                    "%s: expected at least one block %s and all tensors of each, got %d and %d tensors"
                            .formatted(
                                    file.name(),
                                    beginning,
                                    blocks,
                                    file.tensors().size()));
        }
        return (int) blocks;
    }

    private static String describe(ImageTower image) {
        if (image instanceof ImageTower.Vit vit) {
            return "ViT-%dx%d/%d@%dpx".formatted(vit.layers(), vit.width(), vit.patch(), vit.resolution());
        }
        ImageTower.ResNet resNet = (ImageTower.ResNet) image;
        return "RN-%sx%d@%dpx"
                .formatted(
                        String.join(
                                ".",
                                resNet.layers().stream().map(String::valueOf).toList()),
                        resNet.width(),
                        resNet.resolution());
    }
}
