package io.github.lmclip.core.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Merges as they are read, one after the other, and the symbols they make; every merge is checked. */
final class MergeRules {

    private static final byte[] END_OF_WORD = BpeVocabulary.END_OF_WORD.getBytes(StandardCharsets.US_ASCII);

    private final Map<String, Integer> symbols = new LinkedHashMap<>();
    private final List<byte[]> spellings = new ArrayList<>();
    private final PairTable pairs;

    /** Starts with the symbols of the 256 bytes, and the same at the end of a word. */
    MergeRules(int merges) {
        pairs = new PairTable(merges);
        addBytes("", new byte[0]);
        addBytes(BpeVocabulary.END_OF_WORD, END_OF_WORD);
    }

    /** Adds a merge, written as two symbols with a blank between them; {@code where} begins the message of a refusal. */
    void add(String merge, String where) {
        int blank = merge.indexOf(' ');
        if (blank < 0) {
            throw new VocabularyException("%s: expected two symbols with a blank between them, got %s"
                    .formatted(where, VocabularyException.quoted(merge)));
        }
        add(merge.substring(0, blank), merge.substring(blank + 1), where);
    }

    /** Adds a merge; {@code where} begins the message of a refusal. */
    void add(String first, String second, String where) {
        int left = symbol(first, where);
        int right = symbol(second, where);
        if (first.endsWith(BpeVocabulary.END_OF_WORD)) {
            throw new VocabularyException("%s: expected a first symbol that does not end a word, got %s"
                    .formatted(where, VocabularyException.quoted(first)));
        }
        if (symbols.putIfAbsent(first + second, spellings.size()) != null) {
            throw new VocabularyException("%s: expected a new symbol, got %s again"
                    .formatted(where, VocabularyException.quoted(first + second)));
        }
        pairs.add(left, right, spellings.size());
        spellings.add(joined(spellings.get(left), spellings.get(right)));
    }

    /** Returns the symbols in the order of their merges; their values count from 0. */
    Map<String, Integer> symbols() {
        return symbols;
    }

    /** Returns the bytes of a symbol, with the mark of a word's end. */
    byte[] spelling(int symbol) {
        return spellings.get(symbol);
    }

    PairTable pairs() {
        return pairs;
    }

    private void addBytes(String end, byte[] suffix) {
        for (int id = 0; id < ByteSymbols.COUNT; id++) {
            symbols.put(ByteSymbols.character(id) + end, spellings.size());
            spellings.add(joined(new byte[] {(byte) ByteSymbols.value(id)}, suffix));
        }
    }

    private int symbol(String name, String where) {
        Integer symbol = symbols.get(name);
        if (symbol == null) {
            throw new VocabularyException("%s: expected a byte's symbol or the result of an earlier merge, got %s"
                    .formatted(where, VocabularyException.quoted(name)));
        }
        return symbol;
    }

    private static byte[] joined(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
