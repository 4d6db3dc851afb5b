package io.github.lmclip.core.onnx;

import io.github.lmclip.core.Activation;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Pre-norm blocks, {@code x + attention(ln_1(x))} then {@code x + mlp(ln_2(x))}, of which the last computes one token of
 * each sequence only: nothing else of it is ever read. Scale and shift of the normalisations are in the maps after them.
 *
 * @param layers where it is written
 * @param dense how linear maps of all tokens are computed; those of one token are float32
 * @param prefix of the parameters' names, up to the block's number
 * @param sizes of the blocks
 */
record Transformer(Layers layers, Dense dense, String prefix, Sizes sizes) {

    /**
     * The sizes of the blocks.
     *
     * @param blocks how many
     * @param heads attention heads
     * @param width channels
     * @param hidden channels of the perceptron
     * @param activation of the perceptron
     */
    record Sizes(int blocks, int heads, int width, int hidden, Activation activation) {}

    /**
     * Writes the blocks: [N, L, width] -> [N, width].
     *
     * @param mask added to the scores of all tokens, [L, L]
     * @param oneMask added to the scores of the one token, [N, 1, L]
     * @param one picks that token, [N, L, width] -> [N, width]
     */
    String write(String x, Optional<String> mask, Optional<String> oneMask, UnaryOperator<String> one) {
        int width = sizes.width();
        int blocks = sizes.blocks();
        String all = x;
        for (int block = 0; block < blocks - 1; block++) {
            String name = prefix + block + ".";
            String attended = attend(layers.plainNorm(all, width), name, mask);
            all = mlp(dense, add(all, output(dense, attended, name)), name);
        }
        String name = prefix + (blocks - 1) + ".";
        String normed = layers.plainNorm(all, width);
        String attended = new SingleQuery(layers, sizes.heads(), width)
                .write(one.apply(normed), normed, part(name, "q", 0), part(name, "k", 1), part(name, "v", 2), oneMask);
        return mlp(Dense.FLOAT, add(one.apply(all), output(Dense.FLOAT, attended, name)), name);
    }

    private String attend(String x, String name, Optional<String> mask) {
        OnnxGraph graph = layers.graph();
        int width = sizes.width();
        double scale = 1 / Math.sqrt((double) width / sizes.heads());
        String queries = dense.write(graph, x, part(name, "q", 0).times(scale), width, width);
        String keys = dense.write(graph, x, part(name, "k", 1), width, width);
        String values = dense.write(graph, x, part(name, "v", 2), width, width);
        String scores = graph.node("MatMul", split(queries, 0, 2, 1, 3), split(keys, 0, 2, 3, 1));
        String masked = mask.map(added -> graph.node("Add", scores, added)).orElse(scores);
        String mixed = graph.node("MatMul", graph.softmax(masked), split(values, 0, 2, 1, 3));
        return graph.reshape(graph.transpose(mixed, 0, 2, 1, 3), 0, 0, width);
    }

    private String split(String x, long... order) {
        OnnxGraph graph = layers.graph();
        return graph.transpose(graph.reshape(x, 0, 0, sizes.heads(), sizes.width() / sizes.heads()), order);
    }

    /** Returns the third of the packed input projection that makes queries, keys or values of plainly normed input. */
    private LinearMap part(String name, String what, int index) {
        Parameters parameters = layers.parameters();
        LinearMap third = new LinearMap(
                name + "attn." + what,
                () -> Matrices.part(parameters.of(name + "attn.in_proj_weight"), index, 3),
                () -> Matrices.part(parameters.of(name + "attn.in_proj_bias"), index, 3));
        return layers.after(name + "ln_1", third);
    }

    private String output(Dense way, String x, String name) {
        LinearMap map = LinearMap.of(layers.parameters(), name + "attn.out_proj");
        return way.write(layers.graph(), x, map, sizes.width(), sizes.width());
    }

    private String mlp(Dense way, String x, String name) {
        OnnxGraph graph = layers.graph();
        LinearMap expand = layers.after(name + "ln_2", LinearMap.of(layers.parameters(), name + "mlp.c_fc"));
        LinearMap contract = LinearMap.of(layers.parameters(), name + "mlp.c_proj");
        String hidden = way.write(graph, layers.plainNorm(x, sizes.width()), expand, sizes.width(), sizes.hidden());
        String bent = layers.activate(hidden, sizes.activation());
        return add(x, way.write(graph, bent, contract, sizes.hidden(), sizes.width()));
    }

    private String add(String x, String y) {
        return layers.graph().node("Add", x, y);
    }
}
