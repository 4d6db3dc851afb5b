package io.github.lmclip.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Groups, norm and scaling beside a reference in float64. */
class AdamWGroupsTest {

    private static final double RELATIVE = 1e-6;
    private static final double CLIP = 0.5;
    private static final AdamW.Settings SETTINGS = AdamW.Settings.defaults();

    /** AdamW as its paper has it, bias-corrected as PyTorch does. */
    private static final class Reference {
        private final double[] values;
        private final double[] means;
        private final double[] squares;
        private final double factor;
        private final double decay;
        private int steps;

        Reference(float[] start, double factor, double decay) {
            values = widen(start);
            means = new double[start.length];
            squares = new double[start.length];
            this.factor = factor;
            this.decay = decay;
        }

        void step(double[] gradient, double learningRate) {
            steps++;
            double rate = learningRate * factor;
            for (int i = 0; i < values.length; i++) {
                means[i] += (1 - SETTINGS.beta1()) * (gradient[i] - means[i]);
                squares[i] += (1 - SETTINGS.beta2()) * (gradient[i] * gradient[i] - squares[i]);
                double mean = means[i] / (1 - Math.pow(SETTINGS.beta1(), steps));
                double square = squares[i] / (1 - Math.pow(SETTINGS.beta2(), steps));
                values[i] = values[i] * (1 - rate * decay) - rate * mean / (Math.sqrt(square) + SETTINGS.epsilon());
            }
        }
    }

    private static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static float[] draw(SplittableRandom random, int size) {
        float[] drawn = new float[size];
        for (int i = 0; i < size; i++) {
            drawn[i] = (float) random.nextGaussian();
        }
        return drawn;
    }

    private static FlatParameters allocate(NDManager manager, int... sizes) {
        List<Shape> shapes = java.util.Arrays.stream(sizes).mapToObj(Shape::new).toList();
        List<Parameter> parameters = shapes.stream()
                .map(shape -> Parameter.builder()
                        .setName("p")
                        .setType(Parameter.Type.WEIGHT)
                        .build())
                .toList();
        return FlatParameters.allocate(manager, parameters, shapes);
    }

    private static void backward(List<NDArray> arrays, List<float[]> gradients) {
        for (int i = 0; i < arrays.size(); i++) {
            try (GradientMode on = GradientMode.on();
                    NDScope scope = new NDScope()) {
                NDArray array = arrays.get(i);
                Backward.from(
                        array.mul(array.getManager().create(gradients.get(i))).sum());
            }
        }
    }

    @Test
    void groupsExclusionsAndClippingAgreeWithFloat64() {
        SplittableRandom random = new SplittableRandom(5);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            FlatParameters flat = allocate(manager, 7, 5, 3);
            List<float[]> starts =
                    Stream.of(7, 5, 3).map(size -> draw(random, size)).toList();
            for (int i = 0; i < 3; i++) {
                float[] start = starts.get(i);
                HostMemory.write(flat.views().get(i), memory -> memory.put(start));
            }
            List<NDArray> views = flat.views();
            List<AdamW.Group> groups = List.of(
                    new AdamW.Group(List.of(views.get(0)), 1, 0.1),
                    new AdamW.Group(List.of(views.get(1), views.get(2)), 0.25, 0));
            List<Reference> references = List.of(
                    new Reference(starts.get(0), 1, 0.1),
                    new Reference(starts.get(1), 0.25, 0),
                    new Reference(starts.get(2), 0.25, 0));
            try (AdamW optimizer = new AdamW(manager, groups, SETTINGS)) {
                for (int step = 1; step <= 5; step++) {
                    List<float[]> gradients =
                            Stream.of(7, 5, 3).map(size -> draw(random, size)).toList();
                    backward(views, gradients);
                    step(optimizer, gradients, references, 0.1 / step);
                }
            }
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(
                        references.get(i).values,
                        widen(views.get(i).toFloatArray()),
                        5 * RELATIVE,
                        "group member " + i);
            }
        }
    }

    private static void step(AdamW optimizer, List<float[]> gradients, List<Reference> references, double rate) {
        double norm = Math.sqrt(gradients.stream()
                .flatMapToDouble(gradient -> DoubleStream.of(widen(gradient)))
                .map(value -> value * value)
                .sum());
        assertEquals(norm, optimizer.gradients().norm(), 1e-12 * norm);
        double factor = CLIP / norm;
        optimizer.gradients().scale(factor);
        for (int i = 0; i < references.size(); i++) {
            double[] clipped = DoubleStream.of(widen(gradients.get(i)))
                    .map(value -> value * factor)
                    .toArray();
            references.get(i).step(clipped, rate);
        }
        optimizer.step(rate);
        assertEquals(0, optimizer.gradients().norm());
    }

    /** A sum in float32 would lose digits here: PyTorch's own norm of 150 million values is wrong by percents. */
    @Test
    void theNormOfManyValuesIsExact() {
        int size = 1 << 24;
        float[] gradient = new float[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            gradient[i] = i % 1000 == 0 ? 30 : 0.01f + 1e-9f * i;
            sum += (double) gradient[i] * gradient[i];
        }
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            FlatParameters flat = allocate(manager, size);
            try (AdamW optimizer = new AdamW(manager, flat, SETTINGS)) {
                backward(flat.views(), List.of(gradient));
                assertEquals(Math.sqrt(sum), optimizer.gradients().norm(), 1e-10 * Math.sqrt(sum));
            }
        }
    }
}
