package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The sort against the JDK's, above and below the length where it begins to count digits. */
class RadixSortProperties {

    private static final int MOST = 3000;

    @Property(tries = 200)
    void sortsAsTheJdkDoes(
            @ForAll long seed,
            @ForAll @IntRange(max = MOST) int size,
            @ForAll @IntRange(min = 1, max = Integer.SIZE) int bits) {
        SplittableRandom random = new SplittableRandom(seed);
        agree(size, place -> (long) (random.nextInt() >> Integer.SIZE - bits));
    }

    @Property(tries = 50)
    void leavesEqualKeysInTheirOrder(@ForAll int key, @ForAll @IntRange(min = 1, max = MOST) int size) {
        agree(size, place -> key);
    }

    @Property(tries = 50)
    void sortsTheLargestAndTheSmallestKeys(@ForAll @IntRange(min = 600, max = MOST) int size) {
        int[] keys = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 1};
        agree(size, place -> keys[(int) (place % keys.length)]);
    }

    private static void agree(int size, LongUnaryOperator keys) {
        long[] values = IntStream.range(0, size)
                .mapToLong(place -> keys.applyAsLong(place) << Integer.SIZE | place)
                .toArray();
        long[] expected = values.clone();
        Arrays.sort(expected);
        assertArrayEquals(expected, RadixSort.byUpperHalf(values));
    }
}
