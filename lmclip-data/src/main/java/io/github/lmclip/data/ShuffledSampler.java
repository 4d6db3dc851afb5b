package io.github.lmclip.data;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Visits every image once per epoch, in random order.
 *
 * @param size images of the split
 * @param seed of the orders
 */
public record ShuffledSampler(int size, long seed) implements Sampler {

    @Override
    public IntStream indices(long epoch) {
        SplittableRandom random = Seeds.of(seed, epoch);
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
        return IntStream.of(order);
    }
}
