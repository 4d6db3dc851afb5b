package io.github.lmclip.core.onnx;

import io.github.lmclip.core.Backbone.ImageTower;
import java.util.List;
import java.util.Optional;

/** CLIP's ResNet: pictures [N, 3, R, R] -> features [N, D], not normalised. */
record ResNetGraph(Layers layers, ImageTower.ResNet sizes, int embedding) {

    private static final String TOWER = "visual.";

    /** Channels out of a bottleneck per plane. */
    private static final int EXPANSION = 4;

    /** Pixels of the picture per pixel of the last stage. */
    private static final int REDUCTION = 32;

    String write(String pictures) {
        int width = sizes.width();
        String x = convolve(pictures, TOWER, 1, 3, width / 2, 3, 2);
        x = convolve(x, TOWER, 2, width / 2, width / 2, 3, 1);
        x = halve(convolve(x, TOWER, 3, width / 2, width, 3, 1));
        int in = width;
        for (int stage = 0; stage < sizes.layers().size(); stage++) {
            int planes = width << stage;
            for (int block = 0; block < sizes.layers().get(stage); block++) {
                String name = TOWER + "layer" + (stage + 1) + "." + block + ".";
                x = bottleneck(x, name, in, planes, block == 0 && stage > 0);
                in = planes * EXPANSION;
            }
        }
        return pool(x, in);
    }

    private String bottleneck(String x, String name, int in, int planes, boolean halved) {
        int out = planes * EXPANSION;
        String y = convolve(convolve(x, name, 1, in, planes, 1, 1), name, 2, planes, planes, 3, 1);
        y = fold(name + "conv3", name + "bn3").write(halved ? halve(y) : y, planes, out, 1, 1);
        String shortcut = x;
        if (halved || in != out) {
            shortcut = fold(name + "downsample.0", name + "downsample.1").write(halved ? halve(x) : x, in, out, 1, 1);
        }
        return layers.graph().node("Relu", layers.graph().node("Add", y, shortcut));
    }

    private String convolve(String x, String prefix, int number, int in, int out, int kernel, int stride) {
        String y = fold(prefix + "conv" + number, prefix + "bn" + number).write(x, in, out, kernel, stride);
        return layers.graph().node("Relu", y);
    }

    private FoldedConvolution fold(String convolution, String norm) {
        return new FoldedConvolution(layers, convolution, norm);
    }

    private String halve(String x) {
        return layers.graph()
                .node(
                        "AveragePool",
                        List.of(x),
                        Attribute.numbers("kernel_shape", 2, 2),
                        Attribute.numbers("strides", 2, 2));
    }

    /** The mean pixel asks itself and all pixels. */
    private String pool(String x, int width) {
        OnnxGraph graph = layers.graph();
        int side = sizes.resolution() / REDUCTION;
        String pixels = graph.transpose(graph.reshape(x, 0, width, -1), 0, 2, 1);
        String mean = graph.node(
                "ReduceMean", List.of(pixels), Attribute.numbers("axes", 1), Attribute.number("keepdims", 1));
        String name = TOWER + "attnpool.";
        String tokens = layers.plus(
                graph.node("Concat", List.of(mean, pixels), Attribute.number("axis", 1)),
                name + "positional_embedding",
                () -> layers.parameters().of(name + "positional_embedding"),
                (long) side * side + 1,
                width);
        SingleQuery attention = new SingleQuery(layers, sizes.heads(), width);
        String pooled = attention.write(
                graph.pick(tokens, 0, 1),
                tokens,
                LinearMap.of(layers.parameters(), name + "q_proj"),
                LinearMap.of(layers.parameters(), name + "k_proj"),
                LinearMap.of(layers.parameters(), name + "v_proj"),
                Optional.empty());
        return layers.linear(pooled, name + "c_proj", width, embedding);
    }
}
