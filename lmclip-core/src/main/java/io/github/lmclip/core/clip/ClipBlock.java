package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A DJL block whose parameters carry OpenAI's full names and whose intermediate arrays are released when its forward
 * pass returns.
 */
abstract class ClipBlock extends AbstractBlock {

    /** A parameter and the shape that it will get. */
    record Slot(Parameter parameter, Shape shape) {}

    private final String prefix;
    private final List<Slot> slots = new ArrayList<>();
    private final List<ClipBlock> parts = new ArrayList<>();

    /** Creates a block whose parameters' names start with {@code prefix}. */
    ClipBlock(String prefix) {
        this.prefix = prefix;
    }

    /** Returns the full name of a parameter or part. */
    final String named(String name) {
        return prefix + name;
    }

    /** Declares a trained parameter. */
    final Parameter weight(String name, long... shape) {
        return declare(name, Parameter.Type.WEIGHT, true, shape);
    }

    /** Declares a statistic that training updates but the optimizer does not. */
    final Parameter statistic(String name, long... shape) {
        return declare(name, Parameter.Type.OTHER, false, shape);
    }

    private Parameter declare(String name, Parameter.Type type, boolean trained, long... shape) {
        Parameter parameter = Parameter.builder()
                .setName(named(name))
                .setType(type)
                .optRequiresGrad(trained)
                .build();
        slots.add(new Slot(addParameter(parameter), new Shape(shape)));
        return parameter;
    }

    /** Adds a part, whose own prefix places its parameters. */
    final <B extends ClipBlock> B part(B block) {
        parts.add(block);
        return addChildBlock(block.getClass().getSimpleName(), block);
    }

    /** Returns the parameters of this block and its parts, with their shapes. */
    final List<Slot> slots() {
        List<Slot> all = new ArrayList<>(slots);
        parts.forEach(part -> all.addAll(part.slots()));
        return all;
    }

    /** Sets which statistics training leaves as they are, by the full names of running means. */
    void freezeStatistics(Predicate<String> frozen) {
        parts.forEach(part -> part.freezeStatistics(frozen));
    }

    /** Computes the block's result; every other array made here is released by the caller. */
    abstract NDArray compute(NDArray x, Pass pass);

    /** Runs the block and releases what it made, but for the result. */
    final NDArray run(NDArray x, Pass pass) {
        return run(x, () -> compute(x, pass));
    }

    /** Runs the block as a segment of the pass: where checkpointing is wanted, nothing inside is kept. */
    final NDArray segment(NDArray x, Pass pass) {
        return segment(x, pass, wanted -> compute(x, wanted));
    }

    /** Does some work on {@code x} as a segment of the pass. */
    static NDArray segment(NDArray x, Pass pass, Function<Pass, NDArray> work) {
        return pass.segments()
                .map(segments -> segments.run(
                        x, input -> run(input, () -> work.apply(pass)), input -> work.apply(pass.repeated())))
                .orElseGet(() -> run(x, () -> work.apply(pass)));
    }

    /** Does some work on {@code x} and releases what it made, but for the result. */
    static NDArray run(NDArray x, Supplier<NDArray> work) {
        try (NDScope scope = new NDScope()) {
            NDArray result = work.get();
            result.attach(x.getManager());
            NDScope.unregister(result);
            return result;
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        return new NDList(run(x, Pass.plain(store, x.getDevice(), training)));
    }

    /** Returns the shape of what {@link #compute} gives. */
    abstract Shape outputShape(Shape input);

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {outputShape(inputShapes[0])};
    }
}
