package io.github.lmclip.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

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
            requireFinite("epsilon", epsilon);
            requireFinite("weightDecay", weightDecay);
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

    /**
     * Parameters that are treated alike.
     *
     * @param parameters what to train
     * @param rateFactor multiplies the learning rate, >= 0
     * @param weightDecay share of each parameter that a step of learning rate 1 removes, >= 0
     */
    public record Group(List<NDArray> parameters, double rateFactor, double weightDecay) {

        /** Copies the list and checks the ranges. */
        public Group {
            parameters = List.copyOf(parameters);
            requireFinite("rateFactor", rateFactor);
            requireFinite("weightDecay", weightDecay);
        }
    }

    private static void requireFinite(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s must be a finite number >= 0, got %s".formatted(name, value));
        }
    }

    private final NDManager manager;
    private final TorchOps ops;
    private final Settings settings;
    private final List<Group> groups;
    private final List<NDArray> parameters;
    private final Gradients gradients;
    private final FlatParameters means;
    private final FlatParameters squares;
    private final FlatParameters steps;

    /**
     * Creates an optimizer with moments of zero that treats all parameters alike.
     *
     * @param parent owner of the moments
     * @param parameters what to train
     * @param settings the hyper-parameters
     */
    public AdamW(NDManager parent, FlatParameters parameters, Settings settings) {
        this(parent, List.of(new Group(parameters.views(), 1, settings.weightDecay())), settings);
    }

    /**
     * Creates an optimizer with moments of zero.
     *
     * @param parent owner of the moments
     * @param groups what to train, and how
     * @param settings the hyper-parameters; each group has its own weight decay
     */
    public AdamW(NDManager parent, List<Group> groups, Settings settings) {
        this.groups = List.copyOf(groups);
        this.settings = settings;
        parameters =
                groups.stream().flatMap(group -> group.parameters().stream()).toList();
        manager = parent.newSubManager();
        ops = TorchOps.load(manager);
        gradients = new Gradients(manager, ops, parameters);
        List<Shape> shapes = parameters.stream().map(NDArray::getShape).toList();
        means = FlatParameters.zeros(manager, shapes);
        squares = FlatParameters.zeros(manager, shapes);
        steps = FlatParameters.zeros(manager, Collections.nCopies(shapes.size(), new Shape()));
    }

    /**
     * Moves every parameter against its gradient, in place, and sets the gradients to zero.
     *
     * @param learningRate the step length, >= 0, before each group's factor
     */
    public void step(double learningRate) {
        boolean moved = false;
        int first = 0;
        for (Group group : groups) {
            int end = first + group.parameters().size();
            moved |= step(group, reached(first, end), learningRate);
            first = end;
        }
        if (!moved) {
            throw new IllegalStateException("no parameter has a gradient; run a backward pass before step()");
        }
        gradients.zero();
    }

    private boolean step(Group group, List<Integer> reached, double learningRate) {
        if (reached.isEmpty()) {
            return false;
        }
        ops.apply(
                "adamw",
                list(reached, parameters::get),
                list(reached, i -> gradients.of(i).orElseThrow()),
                list(reached, means.views()::get),
                list(reached, squares.views()::get),
                list(reached, steps.views()::get),
                IValue.from(learningRate * group.rateFactor()),
                IValue.from(settings.beta1()),
                IValue.from(settings.beta2()),
                IValue.from(group.weightDecay()),
                IValue.from(settings.epsilon()));
        return true;
    }

    private List<Integer> reached(int first, int end) {
        return IntStream.range(first, end)
                .filter(i -> gradients.of(i).isPresent())
                .boxed()
                .toList();
    }

    private static IValue list(List<Integer> places, IntFunction<NDArray> part) {
        return TorchOps.list(places.stream().map(part::apply).toList());
    }

    /** Returns what is trained, group after group. */
    public List<NDArray> parameters() {
        return parameters;
    }

    /** Returns the gradients of the parameters. */
    public Gradients gradients() {
        return gradients;
    }

    /** Returns the first moments, in the order of the parameters. */
    public FlatParameters means() {
        return means;
    }

    /** Returns the second moments, in the order of the parameters. */
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
