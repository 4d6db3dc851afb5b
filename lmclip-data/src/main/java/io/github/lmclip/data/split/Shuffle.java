package io.github.lmclip.data.split;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Numbers in random order. */
final class Shuffle {

    private Shuffle() {}

    /** Returns 0 ... size - 1 in random order. */
    static int[] of(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
        return order;
    }
}
