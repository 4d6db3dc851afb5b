/**
 * What to minimise: pure functions of tensors. A {@link io.github.lmclip.losses.Loss} maps a {@link
 * io.github.lmclip.losses.LossInput} to a scalar; losses add and scale:
 *
 * <pre>{@code
 * Loss objective = new ContrastiveLoss().plus(BalancedAsymmetricLoss.defaults().times(0.2));
 * }</pre>
 *
 * <p>Read {@link io.github.lmclip.losses.BalancedAsymmetricLoss} first, then its ancestor {@link
 * io.github.lmclip.losses.AsymmetricLoss}; both share {@code AsymmetricTerms}. {@link
 * io.github.lmclip.losses.ContrastiveLoss} and {@link io.github.lmclip.losses.SigLipLoss} compare pictures with captions,
 * {@link io.github.lmclip.losses.MultiPositiveContrastiveLoss} where several captions are true of a picture;
 * {@link io.github.lmclip.losses.BinaryCrossEntropyLoss} and {@link io.github.lmclip.losses.SingleLabelAsymmetricLoss} are
 * there to compare with. {@link io.github.lmclip.losses.DjlLoss} takes any of them into a DJL trainer.
 *
 * <p>The long-tailed rivals are put together from small pieces. A {@link io.github.lmclip.losses.ComposedLoss} takes {@link
 * io.github.lmclip.losses.MarginShift}s of the logits, a {@link io.github.lmclip.losses.CrossEntropy}, a {@link
 * io.github.lmclip.losses.Focusing} and {@link io.github.lmclip.losses.Weighting}s; {@link
 * io.github.lmclip.losses.DistributionBalance} has the published settings and what each published code makes of them, and
 * {@link io.github.lmclip.losses.LossFamily} names all losses on logits. {@link io.github.lmclip.losses.RankingLoss} and
 * {@link io.github.lmclip.losses.ClassEmbeddingLoss} stand for themselves. All are finite for pictures without classes and
 * for classes without images, see {@link io.github.lmclip.losses.ClassCounts}; the published codes are not.
 *
 * <p>Notation: N batch, C classes, D embedding width; x logits, y targets, p probabilities. No loss keeps state, creates
 * a manager or closes an array of its input; results belong to the manager of the input.
 */
package io.github.lmclip.losses;
