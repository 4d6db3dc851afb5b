/**
 * From text to token ids: {@link io.github.lmclip.core.text.BpeVocabulary} reads CLIP's merges, {@link
 * io.github.lmclip.core.text.ClipTokenizer} applies them, {@link io.github.lmclip.core.text.CaptionShortener} makes
 * captions fit.
 */
package io.github.lmclip.core.text;
