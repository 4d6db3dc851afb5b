package io.github.lmclip.core.train;

import io.github.lmclip.core.eval.Evaluation;
import java.util.List;

/**
 * What one epoch did.
 *
 * @param epoch from 1
 * @param learningRate of this epoch's last update, before the factors of parts
 * @param loss mean objective over the epoch's images
 * @param skipped pictures that could not be decoded and were left out
 * @param seconds wall time of the epoch's steps
 * @param evaluations on the test split, or on the part of the training split that was held out, by softmax first, then by
 *     raw logits; empty where this epoch was not evaluated
 */
public record EpochReport(
        int epoch, double learningRate, double loss, int skipped, double seconds, List<Evaluation> evaluations) {

    /** Copies the list. */
    public EpochReport {
        evaluations = List.copyOf(evaluations);
    }
}
