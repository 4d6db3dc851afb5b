package io.github.lmclip.core.tune;

/**
 * A trial that went wrong otherwise than by diverging; the next call tries it again.
 *
 * @param trial its number
 * @param reason what went wrong
 */
public record TrialFailure(int trial, String reason) {}
