package io.github.lmclip.core.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * CLIP's byte-pair tokenizer: any string to ids and back. The ids equal those of CLIP's published tokenizer for the same
 * vocabulary, but for mojibake, which {@link TextRepair} finds by rules of its own. The marks {@value BpeVocabulary#START_OF_TEXT} and
 * {@value BpeVocabulary#END_OF_TEXT} inside a text become their ids.
 *
 * @param vocabulary the symbols and their merges
 * @param cleaning what is done to a text before it is cut into words
 */
public record ClipTokenizer(BpeVocabulary vocabulary, TextCleaning cleaning) {

    /** L, the number of positions of every published CLIP's text tower. */
    public static final int CONTEXT_LENGTH = 77;

    private static final int SHOWN = 60;

    /** Checks that both parts are given. */
    public ClipTokenizer {
        Objects.requireNonNull(vocabulary, "vocabulary");
        Objects.requireNonNull(cleaning, "cleaning");
    }

    /** Creates a tokenizer with CLIP's cleaning, repair of damaged text included. */
    public ClipTokenizer(BpeVocabulary vocabulary) {
        this(vocabulary, TextCleaning.defaults());
    }

    /** Returns this tokenizer with another cleaning, such as {@link TextCleaning#clip()}, which repairs nothing. */
    public ClipTokenizer withCleaning(TextCleaning cleaning) {
        return new ClipTokenizer(vocabulary, cleaning);
    }

    /**
     * Returns the text that is cut into words: cleaned, and with U+FFFD for each lone surrogate, which the published
     * tokenizer refuses.
     */
    public String clean(String text) {
        return Surrogates.replaceLone(cleaning.apply(text));
    }

    /** Returns the ids of any text, without marks for start and end. */
    public int[] encode(String text) {
        String clean = clean(text);
        BytePairEncoder encoder = new BytePairEncoder(vocabulary, clean.length() / 3);
        int start = WordSplitter.start(clean, 0);
        while (start < clean.length()) {
            int end = WordSplitter.end(clean, start);
            if (isWord(BpeVocabulary.START_OF_TEXT, clean, start, end)) {
                encoder.append(vocabulary.startOfText());
            } else if (isWord(BpeVocabulary.END_OF_TEXT, clean, start, end)) {
                encoder.append(vocabulary.endOfText());
            } else {
                encoder.append(clean, start, end);
            }
            start = WordSplitter.start(clean, end);
        }
        return encoder.ids();
    }

    /**
     * Returns the text that ids spell: a blank behind each word, U+FFFD for bytes that are no UTF-8.
     *
     * @throws IllegalArgumentException if an id is outside the vocabulary, or left out in the file that it was read from
     */
    public String decode(int... ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            if (id < 0 || id >= vocabulary.size()) {
                throw new IllegalArgumentException(
                        "id %d is outside the vocabulary, expected one in [0, %d)".formatted(id, vocabulary.size()));
            }
            if (vocabulary.spelling(id).length == 0) {
                throw new IllegalArgumentException("id %d has no token in this vocabulary".formatted(id));
            }
            bytes.writeBytes(vocabulary.spelling(id));
        }
        return bytes.toString(StandardCharsets.UTF_8).replace(BpeVocabulary.END_OF_WORD, " ");
    }

    /**
     * Returns what enters the text tower, {@code [77]} ids: start, text, end, zeros.
     *
     * @throws IllegalArgumentException if the text is too long; the message gives the count
     */
    public int[] tokenize(String text) {
        return tokenize(text, CONTEXT_LENGTH);
    }

    /**
     * Returns {@code [contextLength]} ids: start, text, end, zeros.
     *
     * @throws IllegalArgumentException if the text is too long, the message giving the count, or if the context length
     *     is below 2
     */
    public int[] tokenize(String text, int contextLength) {
        int[] marked = marked(text, contextLength);
        if (marked.length > contextLength) {
            throw new IllegalArgumentException("text has %d tokens with its start and end, expected at most %d: \"%s\""
                    .formatted(marked.length, contextLength, abbreviated(text)));
        }
        return Arrays.copyOf(marked, contextLength);
    }

    /**
     * Returns {@code [contextLength]} ids as {@link #tokenize(String, int)}, of a text that is too long the first ones
     * with the end mark in place of the last.
     *
     * @throws IllegalArgumentException if the context length is below 2
     */
    public int[] tokenizeTruncated(String text, int contextLength) {
        int[] marked = marked(text, contextLength);
        int[] ids = Arrays.copyOf(marked, contextLength);
        if (marked.length > contextLength) {
            ids[contextLength - 1] = vocabulary.endOfText();
        }
        return ids;
    }

    private int[] marked(String text, int contextLength) {
        if (contextLength < 2) {
            throw new IllegalArgumentException("contextLength must be >= 2, got " + contextLength);
        }
        int[] ids = encode(text);
        int[] marked = new int[ids.length + 2];
        marked[0] = vocabulary.startOfText();
        System.arraycopy(ids, 0, marked, 1, ids.length);
        marked[marked.length - 1] = vocabulary.endOfText();
        return marked;
    }

    private static boolean isWord(String word, String text, int start, int end) {
        return end - start == word.length() && text.startsWith(word, start);
    }

    private static String abbreviated(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
