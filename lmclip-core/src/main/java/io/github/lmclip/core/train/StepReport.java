package io.github.lmclip.core.train;

import java.util.Map;

/**
 * What one step did.
 *
 * @param epoch from 1
 * @param epochs of the whole run
 * @param step from 1, within the epoch
 * @param steps of the epoch
 * @param images in the batch
 * @param loss the objective before the update
 * @param terms each term of the objective by what it prints as, in order
 * @param learningRate of the update after it, before the factors of parts
 * @param gradientNorm length of the whole gradient before clipping; NaN where it was not computed
 */
public record StepReport(
        int epoch,
        int epochs,
        int step,
        int steps,
        int images,
        double loss,
        Map<String, Double> terms,
        double learningRate,
        double gradientNorm) {}
