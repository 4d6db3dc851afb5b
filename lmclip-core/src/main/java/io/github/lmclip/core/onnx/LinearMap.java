package io.github.lmclip.core.onnx;

import java.util.function.Supplier;

/**
 * A linear map by name, whose numbers are made when they are asked for.
 *
 * @param name unique in the graph
 * @param weight [out, in], row by row
 * @param bias [out]
 */
record LinearMap(String name, Supplier<float[]> weight, Supplier<float[]> bias) {

    /** Returns the map of the parameters {@code name.weight} and {@code name.bias}. */
    static LinearMap of(Parameters parameters, String name) {
        return new LinearMap(name, () -> parameters.of(name + ".weight"), () -> parameters.of(name + ".bias"));
    }

    /** Returns the weight as [in, out]. */
    float[] turned(int in, int out) {
        return Matrices.transpose(weight.get(), out, in);
    }

    /** Returns the map whose result is this one's times a factor. */
    LinearMap times(double factor) {
        return new LinearMap(
                name, () -> Matrices.times(weight.get(), factor), () -> Matrices.times(bias.get(), factor));
    }

    /**
     * Returns the map of plainly normalised input that gives what this one gives of input scaled by gamma and shifted by
     * beta: {@code W (gamma x + beta) + b = (W gamma) x + (W beta + b)}. Gamma's outliers then sit in the weights, which
     * have a scale each, and not in the input, which has one for all.
     */
    LinearMap after(Supplier<float[]> gamma, Supplier<float[]> beta) {
        return new LinearMap(
                name,
                () -> Matrices.timesColumns(weight.get(), gamma.get()),
                () -> Matrices.plusProduct(bias.get(), weight.get(), beta.get()));
    }
}
