/**
 * How well scores rank pictures. {@link io.github.lmclip.core.eval.AveragePrecision} and {@link
 * io.github.lmclip.core.eval.Auroc} judge one class, {@link io.github.lmclip.core.eval.Evaluation} all of them by group.
 * Plain arrays; no engine.
 */
package io.github.lmclip.core.eval;
