/**
 * Files of weights: named tensors in, named tensors out, without a tensor library.
 *
 * <p>Read in this order: {@link io.github.lmclip.core.weights.TensorType} and
 * {@link io.github.lmclip.core.weights.TensorInfo} say what a file holds,
 * {@link io.github.lmclip.core.weights.SafetensorsFile} reads one and
 * {@link io.github.lmclip.core.weights.SafetensorsWriter} writes one from
 * {@link io.github.lmclip.core.weights.TensorContent}; {@link io.github.lmclip.core.weights.HalfFloat} converts the
 * 16-bit numbers. Whatever is wrong with a file's content is a
 * {@link io.github.lmclip.core.weights.WeightsException}; nothing in a file is trusted before it is checked.
 */
package io.github.lmclip.core.weights;
