/**
 * What each part of a recipe is worth. An {@link io.github.lmclip.core.ablation.Ablation} trains {@link
 * io.github.lmclip.core.ablation.Variant}s of a configuration from several seeds and gives an {@link
 * io.github.lmclip.core.ablation.AblationReport}: means, deviations and differences paired by seed. The variants are
 * changes of configuration keys: {@link io.github.lmclip.core.ablation.RecipePart} has those that switch a part off,
 * {@link io.github.lmclip.core.ablation.LossComparison} those that put another loss in, each at the learning rate that a
 * {@link io.github.lmclip.core.ablation.RateSweep} found on held-out pictures.
 */
package io.github.lmclip.core.ablation;
