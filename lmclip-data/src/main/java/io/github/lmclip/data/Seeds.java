package io.github.lmclip.data;

import java.util.SplittableRandom;

/** Random numbers of their own for every epoch of every seed. */
final class Seeds {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    static SplittableRandom of(long seed, long epoch) {
        return new SplittableRandom(seed * SPREAD + epoch);
    }
}
