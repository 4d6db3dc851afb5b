package io.github.lmclip.core.onnx;

import java.util.List;
import java.util.function.Supplier;

/** The layers that the towers are made of, from parameters of OpenAI's names. */
record Layers(OnnxGraph graph, Parameters parameters) {

    private static final float EPSILON = 1e-5f;
    private static final float QUICK = 1.702f;

    /** Returns {@code x weight^T + bias}: [..., in] -> [..., out]. */
    String linear(String x, String name, int in, int out) {
        return linear(x, name, () -> parameters.of(name + ".weight"), () -> parameters.of(name + ".bias"), in, out);
    }

    /** Returns {@code x weight^T + bias} for a weight [out, in] and a bias [out] that have to be worked out. */
    String linear(String x, String name, Supplier<float[]> weight, Supplier<float[]> bias, int in, int out) {
        String turned = graph.weight(name + ".weight", () -> Matrices.transpose(weight.get(), out, in), in, out);
        return graph.node("Add", graph.node("MatMul", x, turned), graph.weight(name + ".bias", bias, out));
    }

    /** Returns {@code x matrix}: [..., in] -> [..., out]. */
    String project(String x, String name, int in, int out) {
        return graph.node("MatMul", x, graph.weight(name, () -> parameters.of(name), in, out));
    }

    /** Normalises the last axis. */
    String layerNorm(String x, String name, int width) {
        String scale = graph.weight(name + ".weight", () -> parameters.of(name + ".weight"), width);
        String shift = graph.weight(name + ".bias", () -> parameters.of(name + ".bias"), width);
        return graph.node(
                "LayerNormalization",
                List.of(x, scale, shift),
                Attribute.number("axis", -1),
                Attribute.real("epsilon", EPSILON));
    }

    /** Returns {@code x * sigmoid(1.702 x)}. */
    String quickGelu(String x) {
        String gate = graph.node("Sigmoid", graph.node("Mul", x, graph.scalar(QUICK)));
        return graph.node("Mul", x, gate);
    }

    /** Returns a parameter added to {@code x}. */
    String plus(String x, String name, Supplier<float[]> values, long... shape) {
        return graph.node("Add", x, graph.weight(name, values, shape));
    }
}
