/**
 * The network alone. {@link io.github.lmclip.core.clip.Clip} holds two towers and a temperature; the image tower is a
 * {@link io.github.lmclip.core.clip.VisionTransformer} or a {@link io.github.lmclip.core.clip.ModifiedResNet}, the text
 * tower a {@link io.github.lmclip.core.clip.TextTransformer}. Parameters carry OpenAI's names;
 * {@link io.github.lmclip.core.clip.Adapters} are low-rank additions to some of them.
 *
 * <p>Shapes: N batch, L tokens or positions, D embedding width.
 *
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al., Learning Transferable Visual Models From Natural
 *     Language Supervision, 2021</a>
 */
package io.github.lmclip.core.clip;
