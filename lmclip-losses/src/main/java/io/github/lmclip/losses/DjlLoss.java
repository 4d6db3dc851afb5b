package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Objects;

/**
 * Presents any {@link Loss} to a DJL trainer. Labels are the targets [N, C]; predictions are the logits [N, C], or the
 * logits, image embeddings [N, D], caption embeddings [N, D] and the logit scale [], with the bias [] as a fifth where
 * the loss needs one.
 */
public final class DjlLoss extends ai.djl.training.loss.Loss {

    private static final int LOGITS_ONLY = 1;
    private static final int PAIRS = 4;
    private static final int PAIRS_AND_BIAS = 5;

    private final Loss loss;

    /**
     * Wraps a loss.
     *
     * @param name by which the trainer reports it
     * @param loss what to evaluate
     */
    public DjlLoss(String name, Loss loss) {
        super(name);
        this.loss = Objects.requireNonNull(loss, "loss");
    }

    /**
     * Returns the loss, [].
     *
     * @throws IllegalArgumentException if the predictions are not one, four or five arrays
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        return loss.evaluate(input(labels.singletonOrThrow(), predictions));
    }

    private static LossInput input(NDArray targets, NDList found) {
        return switch (found.size()) {
            case LOGITS_ONLY -> LossInput.of(found.get(0), targets);
            case PAIRS -> pairs(targets, found);
            case PAIRS_AND_BIAS -> pairs(targets, found).withLogitBias(found.get(4));
            default ->
                throw new IllegalArgumentException(
                        "expected 1, 4 or 5 predictions (logits; images, texts, scale; bias), got " + found.size());
        };
    }

    private static LossInput pairs(NDArray targets, NDList found) {
        return LossInput.of(found.get(0), targets, found.get(1), found.get(2), found.get(3));
    }
}
