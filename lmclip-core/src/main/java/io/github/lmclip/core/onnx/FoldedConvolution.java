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
        OnnxGraph graph = layers.graph();
        int pad = kernel / 2;
        return graph.node(
                "Conv",
                List.of(
                        x,
                        graph.weight(name + ".weight", this::weight, out, in, kernel, kernel),
                        graph.weight(name + ".bias", this::bias, out)),
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
