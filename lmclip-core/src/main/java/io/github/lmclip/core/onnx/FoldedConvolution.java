package io.github.lmclip.core.onnx;

import java.util.List;

/**
 * A square convolution with the batch normalisation after it folded in: weight and bias are
 * {@code w * gamma / sqrt(variance + 1e-5)} and {@code beta - mean * gamma / sqrt(variance + 1e-5)}.
 *
 * @param layers where it is written
 * @param name of the convolution
 * @param norm name of the normalisation
 */
record FoldedConvolution(Layers layers, String name, String norm) {

    private static final double EPSILON = 1e-5;

    /** Writes [N, in, H, W] -> [N, out, H / stride, W / stride]. */
    String write(String x, int in, int out, int kernel, int stride) {
        String weight = layers.graph().weight(name + ".weight", this::weight, out, in, kernel, kernel);
        return convolve(x, weight, layers.graph().weight(name + ".bias", this::bias, out), kernel, stride);
    }

    /**
     * Writes the same with weights in 8 bits, a scale per output channel, and the bias in 32.
     *
     * @param step width of a step of {@code x}
     */
    String writeWhole(String x, float step, int in, int out, int kernel, int stride) {
        OnnxGraph graph = layers.graph();
        String weight =
                graph.bytes(name + ".weight_int8", () -> Int8Weights.wholeRows(weight(), out), out, in, kernel, kernel);
        String scale = graph.weight(name + ".scale", () -> Int8Weights.rowScales(weight(), out), out);
        String bias = graph.ints(
                name + ".bias_int32", () -> Int8Weights.sums(bias(), Int8Weights.rowScales(weight(), out), step), out);
        String biasScale = graph.weight(
                name + ".bias_scale", () -> Matrices.times(Int8Weights.rowScales(weight(), out), step), out);
        // one for each: ONNX Runtime changes them where it makes the weights unsigned
        String zeros = graph.bytes(name + ".zero", () -> new byte[out], out);
        String biasZeros = graph.ints(name + ".bias_zero", () -> new int[out], out);
        return convolve(
                x,
                graph.node("DequantizeLinear", List.of(weight, scale, zeros), Attribute.number("axis", 0)),
                graph.node("DequantizeLinear", List.of(bias, biasScale, biasZeros), Attribute.number("axis", 0)),
                kernel,
                stride);
    }

    private String convolve(String x, String weight, String bias, int kernel, int stride) {
        int pad = kernel / 2;
        return layers.graph()
                .node(
                        "Conv",
                        List.of(x, weight, bias),
                        Attribute.numbers("kernel_shape", kernel, kernel),
                        Attribute.numbers("strides", stride, stride),
                        Attribute.numbers("pads", pad, pad, pad, pad));
    }

    private float[] weight() {
        float[] weight = layers.parameters().of(name + ".weight");
        double[] factors = factors();
        int each = weight.length / factors.length;
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (float) (weight[i] * factors[i / each]);
        }
        return weight;
    }

    private float[] bias() {
        float[] bias = layers.parameters().of(norm + ".bias");
        float[] mean = layers.parameters().of(norm + ".running_mean");
        double[] factors = factors();
        for (int i = 0; i < bias.length; i++) {
            bias[i] = (float) (bias[i] - mean[i] * factors[i]);
        }
        return bias;
    }

    private double[] factors() {
        float[] gamma = layers.parameters().of(norm + ".weight");
        float[] variance = layers.parameters().of(norm + ".running_var");
        double[] factors = new double[gamma.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = gamma[i] / Math.sqrt(variance[i] + EPSILON);
        }
        return factors;
    }
}
