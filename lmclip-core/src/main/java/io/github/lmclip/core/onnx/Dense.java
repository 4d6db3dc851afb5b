package io.github.lmclip.core.onnx;

/** A way to compute {@code x weight^T + bias}: [..., in] -> [..., out]. */
@FunctionalInterface
interface Dense {

    /** In float32. */
    Dense FLOAT = (graph, x, map, in, out) -> {
        String weight = graph.weight(map.name() + ".weight", () -> map.turned(in, out), in, out);
        return graph.node("Add", graph.node("MatMul", x, weight), graph.weight(map.name() + ".bias", map.bias(), out));
    };

    /** Writes the nodes and returns the result. */
    String write(OnnxGraph graph, String x, LinearMap map, int in, int out);
}
