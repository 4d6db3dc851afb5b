/**
 * From a text to the numbers that enter CLIP's text tower.
 *
 * <p>Read in this order: {@link io.github.lmclip.core.text.ClipTokenizer} is what callers use; it applies a
 * {@link io.github.lmclip.core.text.TextCleaning}, cuts the result into words ({@code WordSplitter}) and merges the
 * bytes of each word ({@code BytePairEncoder}) by the rules of a {@link io.github.lmclip.core.text.BpeVocabulary}.
 * {@link io.github.lmclip.core.text.CaptionShortener} makes long captions fit.
 *
 * <p>Damaged text is mended first: {@link io.github.lmclip.core.text.TextRepair} lists the steps, each a class of its
 * own, after the Python library ftfy. {@code Mojibake} finds misread UTF-8 by what {@code MojibakeEvidence} knows of
 * letters and punctuation.
 *
 * <p>A vocabulary is read from CLIP's own file ({@code MergesFile}) or from those of Hugging Face
 * ({@code HuggingFaceJson}); {@code VocabularyFile} tells them apart, {@code MergeRules} checks each merge, and
 * {@code TokenIds} numbers the symbols. {@link io.github.lmclip.core.text.VocabularyException} refuses a broken file.
 *
 * <p>All ids are those of CLIP's published tokenizer (Radford et al., "Learning Transferable Visual Models From Natural
 * Language Supervision", ICML 2021), except where mojibake is in doubt. Letters, numbers, white space and lower case are
 * those of Unicode 14 whatever the JDK's own version ({@code UnicodeTable}), so that a text has the same ids everywhere.
 * Everything here is immutable and may be shared between threads.
 */
package io.github.lmclip.core.text;
