/**
 * Serving what {@link io.github.lmclip.core.onnx} has written, by ONNX Runtime, without the training engine.
 */
package io.github.lmclip.core.serve;
