package io.github.lmclip.core.onnx;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Pre-norm blocks, {@code x + attention(ln_1(x))} then {@code x + mlp(ln_2(x))}, of which the last computes one token of
 * each sequence only: nothing else of it is ever read.
 *
 * @param layers where it is written
 * @param prefix of the parameters' names, up to the block's number
 * @param blocks how many
 * @param heads attention heads
 * @param width channels
 */
record Transformer(Layers layers, String prefix, int blocks, int heads, int width) {

    /**
     * Writes the blocks: [N, L, width] -> [N, width].
     *
     * @param mask added to the scores of all tokens, [L, L]
     * @param oneMask added to the scores of the one token, [N, 1, L]
     * @param one picks that token, [N, L, width] -> [N, width]
     */
    String write(String x, Optional<String> mask, Optional<String> oneMask, UnaryOperator<String> one) {
        String all = x;
        for (int block = 0; block < blocks - 1; block++) {
            String name = prefix + block + ".";
            String normed = layers.layerNorm(all, name + "ln_1", width);
            all = mlp(add(all, output(attend(normed, name, mask), name)), name);
        }
        String name = prefix + (blocks - 1) + ".";
        String normed = layers.layerNorm(all, name + "ln_1", width);
        SingleQuery attention = new SingleQuery(layers, heads, width);
        String attended = attention.write(
                one.apply(normed), normed, part(name, "q", 0), part(name, "k", 1), part(name, "v", 2), oneMask);
        return mlp(add(one.apply(all), output(attended, name)), name);
    }

    private String attend(String x, String name, Optional<String> mask) {
        OnnxGraph graph = layers.graph();
        double scale = 1 / Math.sqrt((double) width / heads);
        SingleQuery.Map q = part(name, "q", 0);
        String queries = layers.linear(
                x,
                q.name(),
                () -> Matrices.times(q.weight().get(), scale),
                () -> Matrices.times(q.bias().get(), scale),
                width,
                width);
        String keys = linear(x, part(name, "k", 1));
        String values = linear(x, part(name, "v", 2));
        String scores = graph.node("MatMul", split(queries, 0, 2, 1, 3), split(keys, 0, 2, 3, 1));
        String masked = mask.map(each -> graph.node("Add", scores, each)).orElse(scores);
        String mixed = graph.node("MatMul", graph.softmax(masked), split(values, 0, 2, 1, 3));
        return graph.reshape(graph.transpose(mixed, 0, 2, 1, 3), 0, 0, width);
    }

    private String split(String x, long... order) {
        OnnxGraph graph = layers.graph();
        return graph.transpose(graph.reshape(x, 0, 0, heads, width / heads), order);
    }

    /** Returns the third of the packed input projection that makes queries, keys or values. */
    private SingleQuery.Map part(String name, String what, int index) {
        Parameters parameters = layers.parameters();
        return new SingleQuery.Map(
                name + "attn." + what,
                () -> Matrices.part(parameters.of(name + "attn.in_proj_weight"), index, 3),
                () -> Matrices.part(parameters.of(name + "attn.in_proj_bias"), index, 3));
    }

    private String linear(String x, SingleQuery.Map map) {
        return layers.linear(x, map.name(), map.weight(), map.bias(), width, width);
    }

    private String output(String x, String name) {
        return layers.linear(x, name + "attn.out_proj", width, width);
    }

    private String mlp(String x, String name) {
        String normed = layers.layerNorm(x, name + "ln_2", width);
        String hidden = layers.quickGelu(layers.linear(normed, name + "mlp.c_fc", width, 4 * width));
        return add(x, layers.linear(hidden, name + "mlp.c_proj", 4 * width, width));
    }

    private String add(String x, String y) {
        return layers.graph().node("Add", x, y);
    }
}
