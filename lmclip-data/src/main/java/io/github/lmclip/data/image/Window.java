package io.github.lmclip.data.image;

/**
 * The part of a picture that is wanted.
 *
 * @param x first column
 * @param y first row
 * @param width columns
 * @param height rows
 */
record Window(int x, int y, int width, int height) {

    static Window whole(int width, int height) {
        return new Window(0, 0, width, height);
    }

    /** Returns the middle of a picture; halves of a pixel go to the even side, as Python rounds. */
    static Window centre(int width, int height, int size) {
        return new Window((int) Math.rint((width - size) / 2.0), (int) Math.rint((height - size) / 2.0), size, size);
    }
}
