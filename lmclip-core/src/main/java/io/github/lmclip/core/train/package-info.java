/**
 * The loop. {@link io.github.lmclip.core.train.ClipTrainer} runs it with {@link io.github.lmclip.core.train.TrainingOptions}
 * over the batches of an epoch: pixels by a {@link io.github.lmclip.data.load.PictureLoader}, or {@link
 * io.github.lmclip.core.train.PictureVectors} where a frozen tower makes the same of them in every epoch. A {@code
 * TrainingStep} computes loss and gradient as {@link io.github.lmclip.core.train.StepOptions} say, an {@code Update} moves the
 * parameters; listeners and checkpoints watch from outside.
 */
package io.github.lmclip.core.train;
