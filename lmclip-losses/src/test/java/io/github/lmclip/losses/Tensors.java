package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.google.gson.JsonElement;
import io.github.lmclip.golden.Golden;

/** The arrays of one test, and the recording of their gradients. */
final class Tensors implements AutoCloseable {

    private final DataType type;
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final GradientCollector collector = manager.getEngine().newGradientCollector();

    private Tensors(DataType type) {
        this.type = type;
    }

    static Tensors of(Precision precision) {
        return new Tensors(precision.type());
    }

    NDManager manager() {
        return manager;
    }

    NDArray leaf(Golden golden, JsonElement stored) {
        return leaf(golden.doubles(stored), Golden.shape(stored));
    }

    NDArray leaf(double value) {
        return leaf(new double[] {value});
    }

    NDArray leaf(double[] values, long... shape) {
        NDArray array = constant(values, shape);
        array.setRequiresGradient(true);
        return array;
    }

    NDArray constant(Golden golden, JsonElement stored) {
        return constant(golden.doubles(stored), Golden.shape(stored));
    }

    NDArray constant(double[] values, long... shape) {
        return manager.create(values).reshape(new Shape(shape)).toType(type, true);
    }

    NDArray oneHot(long[] classes, long count) {
        double[] rows = new double[Math.toIntExact(classes.length * count)];
        for (int i = 0; i < classes.length; i++) {
            rows[Math.toIntExact(i * count + classes[i])] = 1;
        }
        return constant(rows, classes.length, count);
    }

    void backward(NDArray value) {
        collector.backward(value);
    }

    static double value(NDArray scalar) {
        return values(scalar)[0];
    }

    static double[] gradient(NDArray leaf) {
        return values(leaf.getGradient());
    }

    static double[] values(NDArray array) {
        return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }

    @Override
    public void close() {
        collector.close();
        manager.close();
    }
}
