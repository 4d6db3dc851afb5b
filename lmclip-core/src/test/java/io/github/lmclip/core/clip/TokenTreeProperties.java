package io.github.lmclip.core.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** A tree holds every sequence: going from an end to all it attends to gives the sequence's tokens in their places. */
class TokenTreeProperties {

    private static final int END = 9;

    @Property(tries = 100)
    void everySequenceIsReadBack(
            @ForAll @IntRange(min = 1, max = 200) int count, @ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sequences.add(sequence(random, random.nextInt(1, 12)));
        }
        TokenTree tree = TokenTree.of(sequences);
        float[] mask = tree.mask();
        long[] ids = tree.ids();
        long[] places = tree.places();
        for (int i = 0; i < count; i++) {
            int end = (int) tree.ends()[i];
            int[] found = new int[(int) places[end] + 1];
            for (int seen = 0; seen < tree.width(); seen++) {
                if (mask[end * tree.width() + seen] == 0) {
                    int at = end / tree.width() * tree.width() + seen;
                    found[(int) places[at]] = (int) ids[at];
                }
            }
            assertArrayEquals(upToEnd(sequences.get(i)), found);
        }
    }

    /** Returns small ids, an end token and some filling. */
    private static int[] sequence(SplittableRandom random, int length) {
        int[] ids = new int[length + 4];
        for (int i = 0; i < length; i++) {
            ids[i] = random.nextInt(1, 4);
        }
        ids[length] = END;
        ids[length + 2] = END;
        return ids;
    }

    private static int[] upToEnd(int[] sequence) {
        int end = 0;
        while (sequence[end] != END) {
            end++;
        }
        return Arrays.copyOf(sequence, end + 1);
    }

    @Example
    void commonBeginningsAreOneNode() {
        TokenTree tree =
                TokenTree.of(List.of(new int[] {1, 2, 3, END}, new int[] {1, 2, 4, END, 0}, new int[] {1, 2, 3, END}));
        assertEquals(6, tree.nodes());
        assertEquals(tree.ends()[0], tree.ends()[2]);
    }

    @Example
    void manySequencesMakeSeveralRows() {
        List<int[]> sequences = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            sequences.add(new int[] {1, 2, 10_000 + i, 20_000});
        }
        TokenTree tree = TokenTree.of(sequences);
        assertEquals(2000 + 2 * tree.rows(), tree.nodes());
        assertEquals(8, tree.rows());
    }

    @Example
    void refusesNoSequence() {
        assertThrows(IllegalArgumentException.class, () -> TokenTree.of(List.of()));
    }
}
