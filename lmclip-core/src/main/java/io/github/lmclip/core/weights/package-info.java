/**
 * Weight files. {@link io.github.lmclip.core.weights.SafetensorsFile} reads, {@link
 * io.github.lmclip.core.weights.SafetensorsWriter} writes; both move one tensor at a time between the file and memory
 * that the caller gives, and neither knows what a network is.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">the format</a>
 */
package io.github.lmclip.core.weights;
