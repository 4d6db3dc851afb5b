package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A differentiable objective: maps one batch to one scalar. Holds hyper-parameters, never state.
 *
 * <p>Who writes one: multiply by {@link #times}, or by an array of the batch's manager, never by {@code mul(Number)}, {@code
 * div(Number)} or {@code pow(Number)} on an array with gradient. DJL closes the number's array at once, and the backward
 * pass reads its memory after a garbage collection may have taken it: gradients are then wrong at random.
 */
@FunctionalInterface
public interface Loss {

    /**
     * Returns the loss of the batch, shape {@code []}.
     *
     * @throws IllegalStateException if the batch lacks an array that this loss needs
     */
    NDArray evaluate(LossInput batch);

    /** Returns the sum of this loss and {@code other}. */
    default Loss plus(Loss other) {
        return new SumLoss(this, other);
    }

    /**
     * Returns this loss, multiplied.
     *
     * @param factor a finite number >= 0
     */
    default Loss times(double factor) {
        return new ScaledLoss(factor, this);
    }

    /** Returns the losses that this one is the sum of, itself where it is no sum; so that each can be watched. */
    default List<Loss> terms() {
        return List.of(this);
    }
}
