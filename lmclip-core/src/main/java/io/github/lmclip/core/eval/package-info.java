/**
 * How well scores rank pictures. {@link io.github.lmclip.core.eval.AveragePrecision} and {@link
 * io.github.lmclip.core.eval.Auroc} judge one class, {@link io.github.lmclip.core.eval.Evaluation} all of them by group.
 * Plain arrays; no engine. Of several runs, {@link io.github.lmclip.core.eval.MeanAndDeviation} says what they came to and
 * {@link io.github.lmclip.core.eval.PairedDifference} whether one method beats another by more than chance.
 */
package io.github.lmclip.core.eval;
