/**
 * What scores mean, fitted on labelled pictures that nothing was trained on:
 * {@link io.github.lmclip.core.calibration.TemperatureFit} and {@link io.github.lmclip.core.calibration.PlattFit} make
 * probabilities, {@link io.github.lmclip.core.calibration.ThresholdFit} says which labels count as present. All take the
 * logits that {@code LmClip.logits} gives; {@code ExportOptions} takes the results into an ONNX file.
 */
package io.github.lmclip.core.calibration;
