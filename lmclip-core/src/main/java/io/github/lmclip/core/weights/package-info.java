/**
 * Files of weights: named tensors in, named tensors out, without a tensor library.
 *
 * <p>Read in this order: {@link io.github.lmclip.core.weights.TensorType} and
 * {@link io.github.lmclip.core.weights.TensorInfo} say what a file holds; {@link io.github.lmclip.core.weights.WeightFile}
 * opens one in any format, told by its content: {@link io.github.lmclip.core.weights.SafetensorsFile}, {@code
 * TorchArchive}, {@code TorchLegacy}, or several behind a {@code ShardIndex}.
 * {@link io.github.lmclip.core.weights.HalfFloat} converts the 16-bit numbers.
 *
 * <p>PyTorch's files describe their tensors in a pickle, a small program. It goes through three doors: {@code
 * PickleScanner} lets only a known set of instructions and bounded lengths pass, {@code TorchUnpickler} interprets them
 * with the names of {@code PickledNames} and no others, {@code StateDict} looks for tensors in what comes out.
 *
 * <p>Whatever is wrong with a file's content is a {@link io.github.lmclip.core.weights.WeightsException}; nothing in a file
 * is trusted before it is checked, run, or written anywhere.
 */
package io.github.lmclip.core.weights;
