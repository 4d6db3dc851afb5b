package io.github.lmclip.core.ablation;

/**
 * A run that ended in an error; the next call tries it again.
 *
 * @param variant its name
 * @param seed of its draws and augmentation
 * @param reason what went wrong
 */
public record AblationFailure(String variant, long seed, String reason) {}
