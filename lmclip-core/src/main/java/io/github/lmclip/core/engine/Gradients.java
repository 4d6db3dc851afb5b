package io.github.lmclip.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The gradients of some parameters. A parameter that no backward pass has reached has none yet; once it has one, the array
 * stays the same, so that each is looked up once.
 */
public final class Gradients {

    private final NDManager manager;
    private final TorchOps ops;
    private final List<NDArray> parameters;
    private final NDArray[] found;

    /** Watches parameters; the gradients' handles belong to {@code manager}. */
    Gradients(NDManager manager, TorchOps ops, List<NDArray> parameters) {
        this.manager = manager;
        this.ops = ops;
        this.parameters = List.copyOf(parameters);
        found = new NDArray[parameters.size()];
    }

    /** Returns the gradient of parameter {@code i}, if a backward pass has reached it. */
    Optional<NDArray> of(int i) {
        if (found[i] == null) {
            // a scope of its own, since one around this call would close the handle
            try (NDScope scope = new NDScope()) {
                NDArray gradient = JniUtils.getGradient((PtNDArray) parameters.get(i));
                if (gradient != null) {
                    gradient.attach(manager);
                    NDScope.unregister(gradient);
                    found[i] = gradient;
                }
            }
        }
        return Optional.ofNullable(found[i]);
    }

    private List<NDArray> all() {
        return IntStream.range(0, found.length)
                .mapToObj(i -> of(i).orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Sets all gradients to zero, in place. */
    public void zero() {
        List<NDArray> all = all();
        if (!all.isEmpty()) {
            ops.apply("zero", TorchOps.list(all));
        }
    }

    /** Multiplies all gradients, in place. */
    public void scale(double factor) {
        List<NDArray> all = all();
        if (!all.isEmpty()) {
            ops.apply("scale", TorchOps.list(all), IValue.from(factor));
        }
    }

    /** Returns the length of all gradients together as one vector, summed in float64. */
    public double norm() {
        List<NDArray> all = all();
        return all.isEmpty() ? 0 : ops.number("norm", TorchOps.list(all));
    }
}
