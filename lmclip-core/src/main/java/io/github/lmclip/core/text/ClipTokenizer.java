package io.github.lmclip.core.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CLIP's tokenizer: text is lower-cased and its white space folded, split into words, digits and runs of other signs, and
 * each is merged byte pair by byte pair. Immutable; may be shared by threads.
 *
 * @see <a href="https://github.com/openai/CLIP">openai/CLIP, simple_tokenizer.py</a>
 */
public final class ClipTokenizer {

    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern WORD = Pattern.compile(
            "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private final BpeVocabulary vocabulary;

    /** Creates a tokenizer for a vocabulary. */
    public ClipTokenizer(BpeVocabulary vocabulary) {
        this.vocabulary = Objects.requireNonNull(vocabulary, "vocabulary");
    }

    /** Returns the vocabulary. */
    public BpeVocabulary vocabulary() {
        return vocabulary;
    }

    /** Returns the ids of a text, without start and end. */
    public int[] encode(String text) {
        String clean = SPACE.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
        List<Integer> ids = new ArrayList<>();
        Matcher words = WORD.matcher(clean);
        while (words.find()) {
            String word = words.group();
            if (word.equals("<|startoftext|>")) {
                ids.add(vocabulary.start());
            } else if (word.equals("<|endoftext|>")) {
                ids.add(vocabulary.end());
            } else {
                merged(word).forEach(symbol -> ids.add(vocabulary.id(symbol)));
            }
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<String> merged(String word) {
        List<String> symbols = ByteSymbols.of(word);
        int last = symbols.size() - 1;
        symbols.set(last, symbols.get(last) + BpeVocabulary.END_OF_WORD);
        for (int at = best(symbols); at >= 0; at = best(symbols)) {
            String left = symbols.get(at);
            String right = symbols.get(at + 1);
            for (int i = at; i + 1 < symbols.size(); i++) {
                if (symbols.get(i).equals(left) && symbols.get(i + 1).equals(right)) {
                    symbols.set(i, left + right);
                    symbols.remove(i + 1);
                }
            }
        }
        return symbols;
    }

    /** Returns where the pair that is merged next begins, or -1. */
    private int best(List<String> symbols) {
        int best = -1;
        int lowest = Integer.MAX_VALUE;
        for (int i = 0; i + 1 < symbols.size(); i++) {
            Integer rank = vocabulary.rank(symbols.get(i), symbols.get(i + 1));
            if (rank != null && rank < lowest) {
                lowest = rank;
                best = i;
            }
        }
        return best;
    }

    /** Returns the text of ids, lower case and with a blank after every word. */
    public String decode(int[] ids) {
        StringBuilder symbols = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            String symbol = vocabulary.symbol(id);
            boolean ends = symbol.endsWith(BpeVocabulary.END_OF_WORD);
            symbols.append(ends ? symbol.substring(0, symbol.length() - BpeVocabulary.END_OF_WORD.length()) : symbol);
            if (ends) {
                text.append(ByteSymbols.text(symbols.toString())).append(' ');
                symbols.setLength(0);
            }
        }
        return text.append(ByteSymbols.text(symbols.toString())).toString();
    }

    /**
     * Returns start, the text's ids and end, padded with 0.
     *
     * @param text what to tokenize
     * @param length of the result, at least 2
     * @throws IllegalArgumentException if the text is too long
     */
    public int[] tokenize(String text, int length) {
        int[] ids = encode(text);
        if (ids.length + 2 > length) {
            throw new IllegalArgumentException(
                    "expected at most %d tokens, got %d: \"%s\"".formatted(length, ids.length + 2, text));
        }
        return framed(ids, length);
    }

    /** Returns what {@link #tokenize} does, a text that is too long being cut: its last id is the end. */
    public int[] truncate(String text, int length) {
        int[] ids = encode(text);
        return framed(Arrays.copyOf(ids, Math.min(ids.length, length - 2)), length);
    }

    /** Returns whether {@link #tokenize} takes a text. */
    public boolean fits(String text, int length) {
        return encode(text).length + 2 <= length;
    }

    private int[] framed(int[] ids, int length) {
        int[] framed = new int[length];
        framed[0] = vocabulary.start();
        System.arraycopy(ids, 0, framed, 1, ids.length);
        framed[ids.length + 1] = vocabulary.end();
        return framed;
    }
}
