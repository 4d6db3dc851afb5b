package io.github.lmclip.core.text;

import java.util.Arrays;

/** A map from a pair of ids to the id of their merge: open addressing over packed longs, one cache line a look-up. */
final class PairTable {

    private static final long EMPTY = -1;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Key at 2 i, value at 2 i + 1. */
    private final long[] entries;

    private final int shift;

    /** Creates a table for at most {@code pairs} pairs, at most half full. */
    PairTable(int pairs) {
        int slots = Integer.highestOneBit(Math.max(4, 2 * pairs - 1)) * 2;
        entries = new long[2 * slots];
        Arrays.fill(entries, EMPTY);
        shift = Long.numberOfLeadingZeros(slots - 1L);
    }

    /** Adds a pair that is not there yet. */
    void add(int left, int right, int merged) {
        long key = key(left, right);
        int slot = slot(key);
        entries[slot] = key;
        entries[slot + 1] = merged;
    }

    /** Returns the id that the pair merges into, or -1. */
    int find(int left, int right) {
        return (int) entries[slot(key(left, right)) + 1];
    }

    /** Returns the pairs that merge into the ids from {@code first} to {@code end}, exclusive. */
    int[][] byValue(int first, int end) {
        int[][] pairs = new int[end - first][];
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] != EMPTY) {
                pairs[(int) entries[i + 1] - first] = new int[] {(int) (entries[i] >>> Integer.SIZE), (int) entries[i]};
            }
        }
        return pairs;
    }

    private int slot(long key) {
        int slot = (int) (key * SPREAD >>> shift) * 2;
        while (entries[slot] != key && entries[slot] != EMPTY) {
            slot = slot + 2 == entries.length ? 0 : slot + 2;
        }
        return slot;
    }

    private static long key(int left, int right) {
        return (long) left << Integer.SIZE | right;
    }
}
