package io.github.lmclip.data.image;

/** The memory of the resize, owned by the thread that resizes and freed with it. */
final class ResizeScratch {

    private static final int KEPT_PIXEL_BYTES = 8 << 20;
    private static final ThreadLocal<ResizeScratch> OWN = ThreadLocal.withInitial(ResizeScratch::new);

    /** A few columns of the source, upright: a row of numbers for each word of a source row. */
    final ScratchRows tile = new ScratchRows();
    /** The results of a tile, upright too. */
    final ScratchRows finished = new ScratchRows();
    /** The picture after the first pass: a row of words for each row of the source. */
    final ScratchRows narrow = new ScratchRows();
    /** What the weighted samples add up to. */
    final ScratchRows sums = new ScratchRows();
    /** A row of the result. */
    final ScratchRows row = new ScratchRows();

    private byte[] pixels = {};
    private byte[] chunk = {};

    /** Returns an array of at least {@code length} bytes for a decoded picture, whatever they hold. */
    byte[] pixels(int length) {
        if (length > KEPT_PIXEL_BYTES) {
            return new byte[length];
        }
        if (pixels.length < length) {
            pixels = new byte[length];
        }
        return pixels;
    }

    /** Returns an array of at least {@code length} bytes for pieces of a few rows. */
    byte[] chunk(int length) {
        if (chunk.length < length) {
            chunk = new byte[length];
        }
        return chunk;
    }

    /** Returns this thread's. */
    static ResizeScratch own() {
        return OWN.get();
    }
}
