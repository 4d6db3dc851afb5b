package io.github.lmclip.core.onnx;

import java.util.Optional;

/**
 * Attention of one token per sequence over all: query [N, width] and tokens [N, L, width] -> [N, width], before the
 * output projection. Keys and values of single tokens are never made: with q = W_q x + b_q,
 *
 * <p>{@code q . (W_k t + b_k) = (q W_k) . t + const} and {@code sum_t a_t (W_v t + b_v) = W_v (sum_t a_t t) + b_v},
 *
 * <p>so that two products of width^2 a token become two a sequence. The constant drops out of the softmax.
 *
 * @param layers where it is written
 * @param heads attention heads
 * @param width channels
 */
record SingleQuery(Layers layers, int heads, int width) {

    /** Writes the attention; the mask, where there is one, is [N, 1, L], added to the scores. */
    String write(String query, String tokens, LinearMap q, LinearMap k, LinearMap v, Optional<String> mask) {
        OnnxGraph graph = layers.graph();
        int each = width / heads;
        String asked = layers.linear(query, q.times(1 / Math.sqrt(each)), width, width);
        String byHead = graph.transpose(graph.reshape(asked, 0, heads, each), 1, 0, 2);
        String keys = graph.weight(k.name() + ".weight", k.weight(), heads, each, width);
        String probe = graph.transpose(graph.node("MatMul", byHead, keys), 1, 0, 2);
        String scores = graph.node("MatMul", probe, graph.transpose(tokens, 0, 2, 1));
        String masked = mask.map(added -> graph.node("Add", scores, added)).orElse(scores);
        String mean = graph.transpose(graph.node("MatMul", graph.softmax(masked), tokens), 1, 0, 2);
        String values = graph.weight(
                v.name() + ".weight",
                () -> Matrices.transposeEach(v.weight().get(), heads, each, width),
                heads,
                width,
                each);
        String found = graph.transpose(graph.node("MatMul", mean, values), 1, 0, 2);
        return layers.plus(graph.reshape(found, 0, width), v.name() + ".bias", v.bias(), width);
    }
}
