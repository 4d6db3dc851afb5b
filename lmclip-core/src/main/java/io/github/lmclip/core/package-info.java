/**
 * CLIP for long-tailed multi-label pictures: the front door. {@link io.github.lmclip.core.LmClip#builder()} takes a
 * dataset and a {@link io.github.lmclip.core.Backbone}, fills in the rest from the {@link io.github.lmclip.core.Preset},
 * and gives an {@link io.github.lmclip.core.LmClip} that evaluates, classifies and saves itself. {@link io.github.lmclip.core.WeightInterpolation} and {@link
 * io.github.lmclip.core.ModelSoup} make one model of several. The network is in {@code
 * clip}, the loop in {@code train}, the measures in {@code eval}, words in {@code text}, files in {@code weights}, where
 * published ones come from in {@code hub}, and what the engine lacks in {@code engine}.
 *
 * <p>Notation: N batch, C classes, D embedding width, L tokens, R side of a picture.
 */
package io.github.lmclip.core;
