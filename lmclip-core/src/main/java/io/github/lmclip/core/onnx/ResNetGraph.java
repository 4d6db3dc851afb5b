package io.github.lmclip.core.onnx;

import io.github.lmclip.core.Backbone.ImageTower;
import java.util.List;
import java.util.Optional;

/** CLIP's ResNet: pictures [N, 3, R, R] -> features [N, D], not normalised. */
record ResNetGraph(Layers layers, Signals signals, ImageTower.ResNet sizes, int embedding) {

    /** The signal that comes first. */
    static final String PIXELS = "pixels";

    private static final String TOWER = "visual.";

    /** Channels out of a bottleneck per plane. */
    private static final int EXPANSION = 4;

    /** Pixels of the picture per pixel of the last stage. */
    private static final int REDUCTION = 32;

    String write(String pictures) {
        int width = sizes.width();
        Signal x = signals.given(PIXELS, pictures);
        x = convolve(x, TOWER, 1, 3, width / 2, 3, 2);
        x = convolve(x, TOWER, 2, width / 2, width / 2, 3, 1);
        x = convolve(x, TOWER, 3, width / 2, width, 3, 1);
        x = halve(x, signals.isWhole(TOWER + "layer1.0.conv1"));
        int in = width;
        for (int stage = 0; stage < sizes.layers().size(); stage++) {
            int planes = width << stage;
            for (int block = 0; block < sizes.layers().get(stage); block++) {
                String name = TOWER + "layer" + (stage + 1) + "." + block + ".";
                x = bottleneck(x, name, in, planes, block == 0 && stage > 0);
                in = planes * EXPANSION;
            }
        }
        return signals.shifted(pool(signals.read(x, false), in));
    }

    /** A sum in float takes what the last convolution has made as it is, and the shortcut without another rounding. */
    private Signal bottleneck(Signal x, String name, int in, int planes, boolean halved) {
        int out = planes * EXPANSION;
        boolean wholeBranch = signals.isWhole(name + "conv3");
        boolean whole = wholeBranch && signals.areSumsWhole();
        Signal y = convolve(convolve(x, name, 1, in, planes, 1, 1), name, 2, planes, planes, 3, 1);
        y = fold(halved ? halve(y, wholeBranch) : y, name + "conv3", name + "bn3", planes, out, 1, 1);
        Signal shortcut = x;
        if (halved || in != out) {
            boolean wholeShortcut = signals.isWhole(name + "downsample.0");
            Signal pooled = halved ? halve(x, wholeShortcut) : x;
            shortcut = fold(pooled, name + "downsample.0", name + "downsample.1", in, out, 1, 1);
        }
        OnnxGraph graph = layers.graph();
        String sum = graph.node("Add", signals.read(y, whole), signals.read(shortcut, whole));
        return signals.made(name + "sum", graph.node("Relu", sum), whole);
    }

    private Signal convolve(Signal x, String prefix, int number, int in, int out, int kernel, int stride) {
        String layer = prefix + "conv" + number;
        Signal y = fold(x, layer, prefix + "bn" + number, in, out, kernel, stride);
        return signals.made(layer, layers.graph().node("Relu", y.tensor()), y.whole());
    }

    private Signal fold(Signal x, String layer, String norm, int in, int out, int kernel, int stride) {
        boolean whole = signals.isWhole(layer);
        FoldedConvolution convolution = new FoldedConvolution(layers, layer, norm);
        String read = signals.read(x, whole);
        String y = whole
                ? convolution.writeWhole(read, signals.range(x).scale(), in, out, kernel, stride)
                : convolution.write(read, in, out, kernel, stride);
        return signals.convolved(layer, y);
    }

    /** A mean of whole numbers is one too. */
    private Signal halve(Signal x, boolean whole) {
        String halved = layers.graph()
                .node(
                        "AveragePool",
                        List.of(signals.read(x, whole)),
                        Attribute.numbers("kernel_shape", 2, 2),
                        Attribute.numbers("strides", 2, 2));
        return signals.made(x.name() + ".halved", halved, whole || x.whole());
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
