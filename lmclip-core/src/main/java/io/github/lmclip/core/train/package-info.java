/**
 * The loop. {@link io.github.lmclip.core.train.ClipTrainer} runs it with {@link io.github.lmclip.core.train.TrainingOptions}
 * over the batches of a {@link io.github.lmclip.data.load.PictureLoader}; listeners and checkpoints watch from outside.
 */
package io.github.lmclip.core.train;
