package io.github.lmclip.core;

/**
 * How well a class fits a picture.
 *
 * @param label the class name
 * @param probability softmax over the classes, in [0, 1]: the score that the published code ranks by
 * @param logit the scaled cosine of picture and prompt, unbounded
 */
public record Prediction(String label, double probability, double logit) {}
