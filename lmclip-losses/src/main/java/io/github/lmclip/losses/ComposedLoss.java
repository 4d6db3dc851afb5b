package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A loss put together from one idea each: margin shifts move the logits, a cross-entropy measures them, a focusing fades
 * out what is easy, weightings balance what is left.
 *
 * <pre>{@code
 * Loss loss = ComposedLoss.of(CrossEntropy.SIGMOID)
 *         .shifted(new PriorBias(counts, 0.01))
 *         .weighted(ClassBalancing.of(counts))
 *         .focused(Focusing.FOCAL);
 * }</pre>
 *
 * <p>{@link DistributionBalance} and {@link LossFamily} have the published compositions.
 *
 * @param base what measures the logits
 * @param shifts applied to the logits one after the other
 * @param weightings multiplied
 * @param focusing the focal factor
 * @param reduction from elements to the value
 */
public record ComposedLoss(
        CrossEntropy base, List<MarginShift> shifts, List<Weighting> weightings, Focusing focusing, Reduction reduction)
        implements Loss {

    /** Copies the lists. */
    public ComposedLoss {
        Objects.requireNonNull(base, "base");
        shifts = List.copyOf(shifts);
        weightings = List.copyOf(weightings);
        Objects.requireNonNull(focusing, "focusing");
        Objects.requireNonNull(reduction, "reduction");
    }

    /** Returns the mean of a cross-entropy, with nothing added yet. */
    public static ComposedLoss of(CrossEntropy base) {
        return new ComposedLoss(base, List.of(), List.of(), Focusing.NONE, Reduction.MEAN);
    }

    @Override
    public NDArray evaluate(LossInput batch) {
        NDArray targets = batch.needTargets();
        NDArray logits = batch.needLogits();
        for (MarginShift shift : shifts) {
            logits = shift.shift(logits, targets);
        }
        NDArray elements = focusing.apply(base.elements(logits, targets));
        return reduction.of(weightings.isEmpty() ? elements : elements.mul(weights(targets)));
    }

    private NDArray weights(NDArray targets) {
        NDArray precise = targets.toType(DataType.FLOAT64, false);
        NDArray product = weightings.get(0).weights(precise);
        for (Weighting weighting : weightings.subList(1, weightings.size())) {
            product = product.mul(weighting.weights(precise));
        }
        return product.toType(targets.getDataType(), false);
    }

    /** Returns this loss with one more margin shift, after the others. */
    public ComposedLoss shifted(MarginShift shift) {
        return withShifts(and(shifts, shift));
    }

    /** Returns this loss with one more weighting. */
    public ComposedLoss weighted(Weighting weighting) {
        return withWeightings(and(weightings, weighting));
    }

    /** Returns this loss with this focusing in place of another. */
    public ComposedLoss focused(Focusing focusing) {
        return new ComposedLoss(base, shifts, weightings, focusing, reduction);
    }

    /** Returns this loss with these margin shifts alone. */
    public ComposedLoss withShifts(List<MarginShift> shifts) {
        return new ComposedLoss(base, shifts, weightings, focusing, reduction);
    }

    /** Returns this loss with these weightings alone. */
    public ComposedLoss withWeightings(List<Weighting> weightings) {
        return new ComposedLoss(base, shifts, weightings, focusing, reduction);
    }

    /** Returns this loss with another reduction. */
    public ComposedLoss withReduction(Reduction reduction) {
        return new ComposedLoss(base, shifts, weightings, focusing, reduction);
    }

    private static <T> List<T> and(List<T> some, T more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }
}
