package io.github.lmclip.core.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone.TextTower;
import java.util.List;
import java.util.Optional;

/**
 * CLIP's causal text transformer: token ids, int64 [N, L], L at most the positions -> features [N, D], not normalised,
 * taken at the first position of the largest id.
 */
record TextGraph(Layers layers, Dense dense, TextTower sizes, int embedding, Activation activation) {

    /** Added to the scores of what must not be seen; its exponential is zero, and float16 holds it. */
    private static final float UNSEEN = -1e4f;

    String write(String ids) {
        OnnxGraph graph = layers.graph();
        int width = sizes.width();
        String length = graph.node("Shape", List.of(ids), Attribute.number("start", 1), Attribute.number("end", 2));
        String small = graph.node("Cast", List.of(ids), Attribute.number("to", DataType.INT32.getNumber()));
        String end = graph.node("ArgMax", List.of(small), Attribute.number("axis", 1), Attribute.number("keepdims", 1));
        String mask = mask(length);
        Transformer.Sizes block = new Transformer.Sizes(sizes.layers(), sizes.heads(), width, 4 * width, activation);
        Transformer blocks = new Transformer(layers, dense, "transformer.resblocks.", block);
        String token = blocks.write(
                embedded(ids, length),
                Optional.of(mask),
                Optional.of(graph.node("Gather", List.of(mask, end), Attribute.number("axis", 0))),
                x -> graph.node("GatherND", List.of(x, end), Attribute.number("batch_dims", 1)));
        return layers.project(layers.layerNorm(token, "ln_final", width), "text_projection", width, embedding);
    }

    private String embedded(String ids, String length) {
        OnnxGraph graph = layers.graph();
        String table = graph.weight(
                "token_embedding.weight",
                () -> layers.parameters().of("token_embedding.weight"),
                sizes.vocabulary(),
                sizes.width());
        String positions = graph.weight(
                "positional_embedding",
                () -> layers.parameters().of("positional_embedding"),
                sizes.positions(),
                sizes.width());
        String used = graph.node("Slice", positions, graph.longs(0), length, graph.longs(0));
        return graph.node("Add", graph.node("Gather", table, ids), used);
    }

    /** Returns [L, L]: zero for what a position may see, itself and those before it. */
    private String mask(String length) {
        OnnxGraph graph = layers.graph();
        int positions = sizes.positions();
        String whole = graph.weight("causal_mask", () -> causal(positions), positions, positions);
        String both = graph.node("Concat", List.of(length, length), Attribute.number("axis", 0));
        return graph.node("Slice", whole, graph.longs(0, 0), both, graph.longs(0, 1));
    }

    private static float[] causal(int positions) {
        float[] mask = new float[positions * positions];
        for (int row = 0; row < positions; row++) {
            for (int column = row + 1; column < positions; column++) {
                mask[row * positions + column] = UNSEEN;
            }
        }
        return mask;
    }
}
