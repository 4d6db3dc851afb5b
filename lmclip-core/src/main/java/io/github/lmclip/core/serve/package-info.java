/**
 * Serving what {@link io.github.lmclip.core.onnx} has written, by ONNX Runtime, without the training engine.
 * {@link io.github.lmclip.core.serve.LmClipClassifier} is the way in, {@link io.github.lmclip.core.serve.ServingOptions}
 * says how it runs, {@link io.github.lmclip.core.serve.Classification} is what it finds. Below it, {@code ServedModel}
 * guards a session, {@code SessionOpener} chooses the device and {@code OrderedPipeline} keeps the processors busy.
 *
 * <p>Shapes: N batch, L tokens, C labels, D embedding width, R side of a picture.
 */
package io.github.lmclip.core.serve;
