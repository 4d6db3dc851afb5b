package io.github.lmclip.data.formats;

import java.util.Arrays;

/** Ids that come last one first. */
final class ReversedIds {

    static final int NONE = -1;

    private int[] ids = new int[8];
    private int count;

    void add(int id) {
        if (id == NONE) {
            return;
        }
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = id;
    }

    int[] inOrder() {
        int[] ordered = new int[count];
        for (int i = 0; i < count; i++) {
            ordered[i] = ids[count - 1 - i];
        }
        return ordered;
    }
}
