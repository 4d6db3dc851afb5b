package io.github.lmclip.data.image;

/** Rows of numbers that one thread uses again from picture to picture, so that a resize leaves no garbage. */
final class ScratchRows {

    /** 4 MiB; what needs more is let go after use, so that a giant picture does not stay in memory for good. */
    private static final long KEPT_INTS = 1 << 20;

    private int[][] rows = {};

    /** Returns at least {@code count} rows of at least {@code length} numbers, whatever they hold. */
    int[][] take(int count, int length) {
        if ((long) count * length > KEPT_INTS) {
            return new int[count][length];
        }
        if (rows.length < count || rows[0].length < length) {
            int[][] grown = larger(count, length);
            if ((long) grown.length * grown[0].length > KEPT_INTS) {
                grown = new int[count][length];
            }
            rows = grown;
        }
        return rows;
    }

    private int[][] larger(int count, int length) {
        return rows.length == 0
                ? new int[count][length]
                : new int[Math.max(rows.length, count)][Math.max(rows[0].length, length)];
    }
}
