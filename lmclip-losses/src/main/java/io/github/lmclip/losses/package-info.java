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
 * io.github.lmclip.losses.ContrastiveLoss} and {@link io.github.lmclip.losses.SigLipLoss} compare pictures with captions;
 * {@link io.github.lmclip.losses.BinaryCrossEntropyLoss} and {@link io.github.lmclip.losses.SingleLabelAsymmetricLoss} are
 * there to compare with. {@link io.github.lmclip.losses.DjlLoss} takes any of them into a DJL trainer.
 *
 * <p>Notation: N batch, C classes, D embedding width; x logits, y targets, p probabilities. No loss keeps state, creates
 * a manager or closes an array of its input; results belong to the manager of the input.
 */
package io.github.lmclip.losses;
