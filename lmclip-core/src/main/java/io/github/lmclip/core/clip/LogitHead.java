package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import java.util.Optional;

/**
 * What makes logits of features: CLIP's temperature, and where it was built with them a trained bias and a trained vector for
 * each class. Arrays that its methods return are the caller's.
 */
public final class LogitHead extends ClipBlock {

    private static final String SCALE = "logit_scale";

    /** The trained bias on the logits, which no published CLIP has. */
    static final String BIAS = "logit_bias";

    /** The name of the trained vectors of classes, which no published CLIP has. */
    public static final String LABELS = "label_vectors";

    private final Parameter scale;
    private final Optional<Parameter> bias;
    private final Optional<Parameter> labels;

    LogitHead(ClipExtras extras, int embedding) {
        super("");
        scale = weight(SCALE);
        bias = extras.logitBias() ? Optional.of(weight(BIAS)) : Optional.empty();
        labels = extras.labels() > 0 ? Optional.of(weight(LABELS, extras.labels(), embedding)) : Optional.empty();
    }

    /** Returns whether a parameter of that name belongs here and to neither tower. */
    public static boolean has(String name) {
        return name.equals(SCALE) || name.equals(BIAS) || name.equals(LABELS);
    }

    /** Returns exp(logit_scale), [], by which cosines become logits; it is trained, and clamped only by {@link #limitScale}. */
    public NDArray scale() {
        return scale.getArray().exp();
    }

    /**
     * Lowers the scale, if exp(logit_scale) is above a limit, to it.
     *
     * @param most > 0
     */
    public void limitScale(double most) {
        float limit = (float) Math.log(most);
        try (GradientMode off = GradientMode.off()) {
            HostMemory.write(scale.getArray(), memory -> memory.put(0, Math.min(limit, memory.get(0))));
        }
    }

    /** Returns the trained bias on the logits, [], where there is one. */
    public Optional<NDArray> bias() {
        return bias.map(Parameter::getArray);
    }

    /**
     * Sets the trained bias on the logits.
     *
     * @throws IllegalStateException if there is none
     */
    public void setBias(double value) {
        Parameter parameter =
                bias.orElseThrow(() -> new IllegalStateException("this network was built without a logit bias"));
        try (GradientMode off = GradientMode.off()) {
            HostMemory.write(parameter.getArray(), memory -> memory.put(0, (float) value));
        }
    }

    /**
     * Returns the trained vectors of the classes, [C, D], brought to length 1, where there are some.
     *
     * @param owner of the result
     */
    public Optional<NDArray> labels(NDManager owner) {
        return labels.map(Parameter::getArray).map(Clip::normalize).map(vectors -> {
            vectors.attach(owner);
            return vectors;
        });
    }

    /**
     * Sets the trained vectors of the classes.
     *
     * @param vectors [C][D]
     * @throws IllegalStateException if there are none
     */
    public void setLabels(float[][] vectors) {
        Parameter parameter =
                labels.orElseThrow(() -> new IllegalStateException("this network was built without trained labels"));
        try (GradientMode off = GradientMode.off()) {
            HostMemory.write(parameter.getArray(), memory -> {
                for (float[] vector : vectors) {
                    memory.put(vector);
                }
            });
        }
    }

    /**
     * Returns the logits [N, C]: the scaled cosines of pictures and labels, plus the bias where there is one.
     *
     * @param images image features [N, D] of length 1
     * @param classes text features [C, D] of length 1
     */
    public NDArray logits(NDArray images, NDArray classes) {
        NDArray scaled = images.mul(scale()).matMul(classes.transpose());
        return bias().map(scaled::add).orElse(scaled);
    }

    @Override
    NDArray compute(NDArray images, Pass pass) {
        return logits(
                images,
                labels(images.getManager())
                        .orElseThrow(() -> new IllegalStateException("this network was built without trained labels")));
    }

    @Override
    Shape outputShape(Shape input) {
        long classes = labels.map(Parameter::getArray)
                .map(array -> array.getShape().get(0))
                .orElseThrow(() -> new IllegalStateException("this network was built without trained labels"));
        return new Shape(input.get(0), classes);
    }
}
