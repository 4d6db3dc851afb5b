package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Objects;

/** A loss, multiplied. */
record ScaledLoss(double factor, Loss loss) implements Loss {

    ScaledLoss {
        Objects.requireNonNull(loss, "loss");
        Requirements.finiteAtLeast("factor", factor, 0);
    }

    @Override
    public NDArray evaluate(LossInput batch) {
        return Scalars.times(loss.evaluate(batch), factor);
    }

    @Override
    public List<Loss> terms() {
        List<Loss> parts = loss.terms();
        return parts.size() == 1
                ? List.of(this)
                : parts.stream().<Loss>map(part -> new ScaledLoss(factor, part)).toList();
    }

    @Override
    public String toString() {
        return factor + " * " + (loss.terms().size() == 1 ? loss : "(" + loss + ")");
    }
}
