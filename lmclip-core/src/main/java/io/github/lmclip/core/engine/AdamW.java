package io.github.lmclip.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam with decoupled weight decay, as {@code torch.optim.AdamW} computes it, over all parameters at once and in place.
 * A parameter that no backward pass has reached is left alone. Holds the moments: close it.
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter, Decoupled Weight Decay Regularization</a>
 */
public final class AdamW implements AutoCloseable {

    /**
     * The hyper-parameters.
     *
     * @param beta1 decay of the first moment, in [0, 1)
     * @param beta2 decay of the second moment, in [0, 1)
     * @param epsilon added to the root of the second moment, >= 0
     * @param weightDecay share of each parameter, biases and norms included, that a step of learning rate 1 removes
     */
    public record Settings(double beta1, double beta2, double epsilon, double weightDecay) {

        /** Checks the ranges. */
        public Settings {
            requireRange("beta1", beta1);
            requireRange("beta2", beta2);
            if (!(epsilon >= 0) || !(weightDecay >= 0)) {
                throw new IllegalArgumentException(
                        "epsilon and weightDecay must be >= 0, got %s and %s".formatted(epsilon, weightDecay));
            }
        }

        /** Returns the published training code's settings: 0.9, 0.98, 1e-9 and 0.01. */
        public static Settings defaults() {
            return new Settings(0.9, 0.98, 1e-9, 0.01);
        }

        private static void requireRange(String name, double beta) {
            if (!(beta >= 0 && beta < 1)) {
                throw new IllegalArgumentException("%s must be in [0, 1), got %s".formatted(name, beta));
            }
        }
    }

    /** One parameter with a gradient, and what the optimizer knows of it. */
    private record Entry(NDArray parameter, NDArray gradient, NDArray mean, NDArray square, NDArray step) {}

    private final NDManager manager;
    private final TorchOps ops;
    private final Settings settings;
    private final FlatParameters parameters;
    private final FlatParameters means;
    private final FlatParameters squares;
    private final FlatParameters steps;
    private final Entry[] entries;

    /**
     * Creates an optimizer with moments of zero.
     *
     * @param parent owner of the moments
     * @param parameters what to train
     * @param settings the hyper-parameters
     */
    public AdamW(NDManager parent, FlatParameters parameters, Settings settings) {
        this.parameters = parameters;
        this.settings = settings;
        manager = parent.newSubManager();
        ops = TorchOps.load(manager);
        means = parameters.likewise(manager);
        squares = parameters.likewise(manager);
        int count = parameters.views().size();
        steps = FlatParameters.zeros(manager, java.util.Collections.nCopies(count, new Shape()));
        entries = new Entry[count];
    }

    /**
     * Moves every parameter against its gradient, in place, and sets the gradients to zero.
     *
     * @param learningRate the step length, >= 0
     */
    public void step(double learningRate) {
        List<Entry> reached = reached();
        if (reached.isEmpty()) {
            throw new IllegalStateException("no parameter has a gradient; run a backward pass before step()");
        }
        IValue[] arguments = {
            list(reached, Entry::parameter),
            list(reached, Entry::gradient),
            list(reached, Entry::mean),
            list(reached, Entry::square),
            list(reached, Entry::step),
            IValue.from(learningRate),
            IValue.from(settings.beta1()),
            IValue.from(settings.beta2()),
            IValue.from(settings.weightDecay()),
            IValue.from(settings.epsilon())
        };
        run("adamw", arguments);
        zeroGradients();
    }

    /** Sets the gradients to zero, in place. */
    public void zeroGradients() {
        List<Entry> reached = reached();
        if (!reached.isEmpty()) {
            run("zero", list(reached, Entry::gradient));
        }
    }

    private void run(String method, IValue... arguments) {
        try (GradientMode off = GradientMode.off();
                IValue result = IValueUtils.runMethod(ops.script(), method, arguments)) {
            // the result is one of the arguments again
        } finally {
            for (IValue argument : arguments) {
                argument.close();
            }
        }
    }

    /** Finds the gradients; their arrays stay the same from then on, so that each is looked up once. */
    private List<Entry> reached() {
        List<NDArray> views = parameters.views();
        List<Entry> reached = new ArrayList<>();
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] == null) {
                entries[i] = entry(i, views.get(i));
            }
            if (entries[i] != null) {
                reached.add(entries[i]);
            }
        }
        return reached;
    }

    private Entry entry(int i, NDArray parameter) {
        NDArray gradient = JniUtils.getGradient((PtNDArray) parameter);
        if (gradient == null) {
            return null;
        }
        gradient.attach(manager);
        return new Entry(
                parameter,
                gradient,
                means.views().get(i),
                squares.views().get(i),
                steps.views().get(i));
    }

    private static IValue list(List<Entry> entries, java.util.function.Function<Entry, NDArray> part) {
        return IValue.listFrom(
                entries.stream().map(entry -> (PtNDArray) part.apply(entry)).toArray(PtNDArray[]::new));
    }

    /** Returns the first moments. */
    public FlatParameters means() {
        return means;
    }

    /** Returns the second moments. */
    public FlatParameters squares() {
        return squares;
    }

    /** Returns the number of steps that each parameter has taken, one value per parameter. */
    public FlatParameters steps() {
        return steps;
    }

    /** Releases the moments and the gradients' handles. */
    @Override
    public void close() {
        manager.close();
    }
}
