package io.github.lmclip.core.eval;

/** Tables of pictures and classes turned over: one array per class, so that each class is read in one go. */
final class Columns {

    private Columns() {}

    /** Returns [classes][pictures] of [pictures][classes]. */
    static float[][] of(float[][] rows, int classes) {
        float[][] columns = new float[classes][rows.length];
        for (int i = 0; i < rows.length; i++) {
            float[] row = rows[i];
            for (int id = 0; id < classes; id++) {
                columns[id][i] = row[id];
            }
        }
        return columns;
    }

    /** Returns [classes][pictures] of [pictures][classes]. */
    static boolean[][] of(boolean[][] rows, int classes) {
        boolean[][] columns = new boolean[classes][rows.length];
        for (int i = 0; i < rows.length; i++) {
            boolean[] row = rows[i];
            for (int id = 0; id < classes; id++) {
                columns[id][i] = row[id];
            }
        }
        return columns;
    }
}
