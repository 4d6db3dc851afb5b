package io.github.lmclip.core.tune;

/**
 * Where a trial's training stands.
 *
 * @param epoch from 1
 * @param step from 1, within the epoch
 * @param steps of the epoch
 */
public record TrialStep(int epoch, int step, int steps) {}
