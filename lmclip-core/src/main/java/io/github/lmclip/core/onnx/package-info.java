/**
 * From a network to an ONNX file, written by Java alone. {@link io.github.lmclip.core.onnx.OnnxExporter} is the way in;
 * {@code VisionGraph}, {@code ResNetGraph} and {@code TextGraph} write the towers, {@code Transformer} and
 * {@code SingleQuery} their blocks, {@code OnnxGraph} collects the nodes and {@code OnnxFile} puts them on disk. What is
 * written is opened by {@link io.github.lmclip.core.serve}.
 *
 * <p>Tensors of a graph are names. Shapes: N batch, L tokens, C classes, D embedding width, R side of a picture.
 */
package io.github.lmclip.core.onnx;
