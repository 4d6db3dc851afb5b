package io.github.lmclip.data.inspect;

/**
 * One thing that is wrong.
 *
 * @param fault of what kind
 * @param message where, what came, what was expected
 */
public record Finding(Fault fault, String message) {}
