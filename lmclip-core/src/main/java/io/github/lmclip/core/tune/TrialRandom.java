package io.github.lmclip.core.tune;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The random numbers of each trial's choice: they follow from seed and number alone, so that a search can go on. */
final class TrialRandom {

    private TrialRandom() {}

    static RandomGenerator of(long seed, int number) {
        long own = new SplittableRandom(~seed).nextLong();
        return new SplittableRandom(new SplittableRandom(own + number).nextLong());
    }
}
