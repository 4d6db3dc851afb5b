package io.github.lmclip.data;

import java.util.SplittableRandom;

/** Random numbers of their own for every epoch of every seed. */
final class Seeds {

    private Seeds() {}

    /** Scrambles the seed first: sums of seeds, epochs and multiples would start some streams inside of others. */
    static SplittableRandom of(long seed, long epoch) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch);
    }
}
