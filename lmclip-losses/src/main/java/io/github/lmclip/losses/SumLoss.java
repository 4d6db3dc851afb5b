package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The sum of two losses. */
record SumLoss(Loss first, Loss second) implements Loss {

    SumLoss {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
    }

    @Override
    public NDArray evaluate(LossInput batch) {
        return first.evaluate(batch).add(second.evaluate(batch));
    }

    @Override
    public List<Loss> terms() {
        return Stream.of(first, second).flatMap(loss -> loss.terms().stream()).toList();
    }

    @Override
    public String toString() {
        return first + " + " + second;
    }
}
