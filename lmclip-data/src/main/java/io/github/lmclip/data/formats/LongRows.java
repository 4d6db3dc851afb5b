package io.github.lmclip.data.formats;

import java.util.Arrays;

/** Rows of three numbers, millions of them in little memory. */
final class LongRows {

    private static final int WIDTH = 3;

    private long[] numbers = new long[WIDTH << 10];
    private int rows;

    void add(long first, long second, long third) {
        if (WIDTH * rows == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        }
        numbers[WIDTH * rows] = first;
        numbers[WIDTH * rows + 1] = second;
        numbers[WIDTH * rows + 2] = third;
        rows++;
    }

    int size() {
        return rows;
    }

    long get(int row, int column) {
        return numbers[WIDTH * row + column];
    }
}
