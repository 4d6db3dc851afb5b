package io.github.lmclip.core.text;

import java.util.Arrays;

/**
 * Merges the bytes of words, one word after the other, and collects the ids. The neighbours of a word form a linked list
 * and wait in a priority queue, so that a word of n bytes takes n log n steps; the published loop takes n squared.
 *
 * <p>Merges come off the queue by id and then from left to right. That equals the published order (all places of the
 * best pair at once): each symbol is made by one merge only, so whatever a merge makes possible has a higher id.
 */
final class BytePairEncoder {

    private static final int NONE = -1;

    private final BpeVocabulary vocabulary;
    private int[] symbols = new int[64];
    private int[] previous = new int[64];
    private int[] next = new int[64];
    /** For each place, the id that its symbol and the next one would merge into. */
    private int[] merges = new int[64];

    private final PlaceQueue queue = new PlaceQueue();
    private int[] ids;
    private int count;

    BytePairEncoder(BpeVocabulary vocabulary, int expected) {
        this.vocabulary = vocabulary;
        this.ids = new int[Math.max(1, expected)];
    }

    /** Returns the ids so far. */
    int[] ids() {
        return Arrays.copyOf(ids, count);
    }

    /** Appends one id. */
    void append(int id) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = id;
    }

    /** Appends the ids of the word from {@code start} to {@code end}, which must be well-formed and not empty. */
    void append(String text, int start, int end) {
        int length = spell(text, start, end);
        symbols[length - 1] += ByteSymbols.COUNT;
        for (int place = 0; place < length; place++) {
            previous[place] = place - 1;
            next[place] = place + 1 < length ? place + 1 : NONE;
        }
        for (int place = 0; place < length; place++) {
            offer(place);
        }
        while (!queue.isEmpty()) {
            long entry = queue.remove();
            merge(PlaceQueue.place(entry), PlaceQueue.id(entry));
        }
        for (int place = 0; place != NONE; place = next[place]) {
            append(vocabulary.id(symbols[place]));
        }
    }

    private void offer(int place) {
        int right = next[place];
        merges[place] = right == NONE ? NONE : vocabulary.merge(symbols[place], symbols[right]);
        if (merges[place] != NONE) {
            queue.add(merges[place], place);
        }
    }

    private void merge(int place, int id) {
        if (merges[place] != id) {
            return; // this symbol or the next one has gone into another merge meanwhile
        }
        int right = next[place];
        symbols[place] = id;
        merges[right] = NONE;
        next[place] = next[right];
        if (next[place] != NONE) {
            previous[next[place]] = place;
        }
        offer(place);
        if (previous[place] != NONE) {
            offer(previous[place]);
        }
    }

    /** Writes the word's UTF-8 bytes as symbols, and returns how many there are. */
    private int spell(String text, int start, int end) {
        ensureRoom(3 * (end - start));
        int length = 0;
        for (int i = start; i < end; i++) {
            int c = text.charAt(i);
            if (c < 0x80) {
                symbols[length++] = ByteSymbols.id(c);
            } else if (c < 0x800) {
                symbols[length++] = ByteSymbols.id(0xC0 | c >> 6);
                symbols[length++] = ByteSymbols.id(0x80 | c & 0x3F);
            } else if (Character.isSurrogate((char) c)) {
                length = spellPair(text.codePointAt(i++), length);
            } else {
                symbols[length++] = ByteSymbols.id(0xE0 | c >> 12);
                symbols[length++] = ByteSymbols.id(0x80 | c >> 6 & 0x3F);
                symbols[length++] = ByteSymbols.id(0x80 | c & 0x3F);
            }
        }
        return length;
    }

    private int spellPair(int codePoint, int from) {
        symbols[from] = ByteSymbols.id(0xF0 | codePoint >> 18);
        symbols[from + 1] = ByteSymbols.id(0x80 | codePoint >> 12 & 0x3F);
        symbols[from + 2] = ByteSymbols.id(0x80 | codePoint >> 6 & 0x3F);
        symbols[from + 3] = ByteSymbols.id(0x80 | codePoint & 0x3F);
        return from + 4;
    }

    private void ensureRoom(int bytes) {
        if (bytes > symbols.length) {
            int room = Math.max(bytes, 2 * symbols.length);
            symbols = new int[room];
            previous = new int[room];
            next = new int[room];
            merges = new int[room];
        }
    }
}
