package io.github.lmclip.core.onnx;

import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone.ImageTower;
import java.util.List;
import java.util.Optional;

/** CLIP's vision transformer: pictures [N, 3, R, R] -> features [N, D], not normalised. */
record VisionGraph(Layers layers, Dense dense, ImageTower.Vit sizes, int embedding, Activation activation) {

    private static final String TOWER = "visual.";

    String write(String pictures) {
        OnnxGraph graph = layers.graph();
        int width = sizes.width();
        String tokens = layers.layerNorm(tokens(pictures), TOWER + "ln_pre", width);
        Transformer.Sizes block =
                new Transformer.Sizes(sizes.layers(), sizes.heads(), width, sizes.hidden(), activation);
        Transformer blocks = new Transformer(layers, dense, TOWER + "transformer.resblocks.", block);
        String token = blocks.write(tokens, Optional.empty(), Optional.empty(), x -> graph.pick(x, 0, 1));
        return layers.project(layers.layerNorm(token, TOWER + "ln_post", width), TOWER + "proj", width, embedding);
    }

    /** A row of zeros is put before the patches; the class token comes in with the positions, whose first row it joins. */
    private String tokens(String pictures) {
        OnnxGraph graph = layers.graph();
        int patch = sizes.patch();
        int grid = sizes.resolution() / patch;
        String kernel = graph.weight(
                TOWER + "conv1.weight",
                () -> layers.parameters().of(TOWER + "conv1.weight"),
                sizes.width(),
                3,
                patch,
                patch);
        String patches = graph.node(
                "Conv",
                List.of(pictures, kernel),
                Attribute.numbers("kernel_shape", patch, patch),
                Attribute.numbers("strides", patch, patch));
        String rows = graph.transpose(graph.reshape(patches, 0, sizes.width(), -1), 0, 2, 1);
        String padded = graph.node("Pad", rows, graph.longs(0, 1, 0, 0, 0, 0));
        return layers.plus(
                padded, TOWER + "positional_embedding", this::positions, (long) grid * grid + 1, sizes.width());
    }

    private float[] positions() {
        float[] positions = layers.parameters().of(TOWER + "positional_embedding");
        float[] classToken = layers.parameters().of(TOWER + "class_embedding");
        for (int i = 0; i < classToken.length; i++) {
            positions[i] += classToken[i];
        }
        return positions;
    }
}
