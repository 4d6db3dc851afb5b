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
 */
public record StepReport(
        int epoch, int epochs, int step, int steps, int images, double loss, Map<String, Double> terms) {}
