/**
 * One main per question: {@link io.github.lmclip.examples.TrainVocMlt}, {@link io.github.lmclip.examples.ZeroShot}, {@link
 * io.github.lmclip.examples.OwnDataset}, {@link io.github.lmclip.examples.OwnLoss}. The launcher's commands are in {@code
 * cli}.
 */
package io.github.lmclip.examples;
