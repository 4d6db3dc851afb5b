package io.github.lmclip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

class GridResizeProperties {

    private static final float ROUNDING = 1e-5f;
    private static final int WIDTH = 3;

    @Property(tries = 100)
    void sameSizeIsTheIdentity(@ForAll @IntRange(min = 1, max = 12) int side, @ForAll long seed) {
        float[] grid = grid(side, seed);
        assertArrayEquals(grid, GridResize.square(grid, side, side, WIDTH));
    }

    @Property(tries = 100)
    void constantStaysConstant(
            @ForAll @IntRange(min = 1, max = 12) int from,
            @ForAll @IntRange(min = 1, max = 12) int to,
            @ForAll @FloatRange(min = -2, max = 2) float value) {
        float[] grid = new float[from * from * WIDTH];
        Arrays.fill(grid, value);
        float[] expected = new float[to * to * WIDTH];
        Arrays.fill(expected, value);
        assertArrayEquals(expected, GridResize.square(grid, from, to, WIDTH), ROUNDING);
    }

    @Property(tries = 100)
    void rowsAndColumnsAreTreatedAlike(
            @ForAll @IntRange(min = 1, max = 10) int from,
            @ForAll @IntRange(min = 1, max = 10) int to,
            @ForAll long seed) {
        float[] grid = grid(from, seed);
        float[] turned = transposed(GridResize.square(transposed(grid, from), from, to, WIDTH), to);
        assertArrayEquals(GridResize.square(grid, from, to, WIDTH), turned, ROUNDING);
    }

    @Property(tries = 100)
    void weightsAddUpToOneWithinTheGrid(
            @ForAll @IntRange(min = 1, max = 40) int from, @ForAll @IntRange(min = 1, max = 40) int to) {
        GridResize resize = GridResize.of(from, to);
        for (int i = 0; i < to; i++) {
            assertEquals(1, Arrays.stream(resize.weights()[i]).sum(), ROUNDING);
            assertTrue(resize.first()[i] >= 0 && resize.first()[i] + resize.weights()[i].length <= from);
        }
    }

    private static float[] grid(int side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] grid = new float[side * side * WIDTH];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = (float) random.nextDouble(-1, 1);
        }
        return grid;
    }

    private static float[] transposed(float[] grid, int side) {
        float[] turned = new float[grid.length];
        for (int place = 0; place < side * side; place++) {
            int other = place % side * side + place / side;
            System.arraycopy(grid, place * WIDTH, turned, other * WIDTH, WIDTH);
        }
        return turned;
    }
}
