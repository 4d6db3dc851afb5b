package io.github.lmclip.core.onnx;

import io.github.lmclip.core.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The layers that the towers are made of, from parameters of OpenAI's names. */
record Layers(OnnxGraph graph, Parameters parameters) {

    private static final float EPSILON = 1e-5f;
    private static final float QUICK = 1.702f;

    /** Returns {@code x weight^T + bias}: [..., in] -> [..., out]. */
    String linear(String x, String name, int in, int out) {
        return linear(x, LinearMap.of(parameters, name), in, out);
    }

    /** Returns a linear map of {@code x}. */
    String linear(String x, LinearMap map, int in, int out) {
        return Dense.FLOAT.write(graph, x, map, in, out);
    }

    /** Returns {@code x matrix}: [..., in] -> [..., out]. */
    String project(String x, String name, int in, int out) {
        return graph.node("MatMul", x, graph.weight(name, () -> parameters.of(name), in, out));
    }

    /** Normalises the last axis, then scales and shifts it. */
    String layerNorm(String x, String name, int width) {
        String scale = graph.weight(name + ".weight", () -> parameters.of(name + ".weight"), width);
        String shift = graph.weight(name + ".bias", () -> parameters.of(name + ".bias"), width);
        return norm(x, scale, shift);
    }

    /** Normalises the last axis; scale and shift are in the maps that read it, see {@link #after}. */
    String plainNorm(String x, int width) {
        String ones = graph.weight(
                "ones " + width,
                () -> {
                    float[] values = new float[width];
                    Arrays.fill(values, 1);
                    return values;
                },
                width);
        return norm(x, ones, graph.weight("zeros " + width, () -> new float[width], width));
    }

    private String norm(String x, String scale, String shift) {
        return graph.node(
                "LayerNormalization",
                List.of(x, scale, shift),
                Attribute.number("axis", -1),
                Attribute.real("epsilon", EPSILON));
    }

    /** Returns a map with the scale and the shift of the normalisation before it. */
    LinearMap after(String norm, LinearMap map) {
        return map.after(() -> parameters.of(norm + ".weight"), () -> parameters.of(norm + ".bias"));
    }

    /** Bends the hidden layer of a perceptron. */
    String activate(String x, Activation activation) {
        return switch (activation) {
            case QUICK_GELU -> quickGelu(x);
            case GELU -> gelu(x);
        };
    }

    private String quickGelu(String x) {
        String gate = graph.node("Sigmoid", graph.node("Mul", x, graph.scalar(QUICK)));
        return graph.node("Mul", x, gate);
    }

    /** In the form that runtimes know and fuse: x (1 + erf(x / sqrt 2)) / 2. */
    private String gelu(String x) {
        String error = graph.node("Erf", graph.node("Div", x, graph.scalar((float) Math.sqrt(2))));
        String weighted = graph.node("Mul", x, graph.node("Add", error, graph.scalar(1)));
        return graph.node("Mul", weighted, graph.scalar(0.5f));
    }

    /** Returns a parameter added to {@code x}. */
    String plus(String x, String name, Supplier<float[]> values, long... shape) {
        return graph.node("Add", x, graph.weight(name, values, shape));
    }
}
