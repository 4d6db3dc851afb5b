package io.github.lmclip.core.onnx;

/**
 * A tensor between two layers.
 *
 * @param name the layer that made it
 * @param tensor in float
 * @param whole whether that layer computes in whole numbers
 */
record Signal(String name, String tensor, boolean whole) {}
