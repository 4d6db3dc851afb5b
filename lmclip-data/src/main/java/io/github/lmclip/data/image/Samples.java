package io.github.lmclip.data.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Samples to read from: of a bitmap, or of a decoded picture in memory that the thread uses again.
 *
 * @param width pixels per row
 * @param height rows
 * @param mode what they mean; colours, no palette
 * @param bytes from index 0 on, at least as many as the picture has; little endian
 */
record Samples(int width, int height, PixelMode mode, ByteBuffer bytes) {

    Samples {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    static Samples of(Bitmap bitmap) {
        return new Samples(bitmap.width(), bitmap.height(), bitmap.mode(), ByteBuffer.wrap(bitmap.samples()));
    }

    /** Copies bytes from {@code at} on; those beyond the picture's end stay what they are. */
    void copy(int at, byte[] target, int offset, int count) {
        bytes.get(at, target, offset, Math.min(count, bytes.limit() - at));
    }

    int bands() {
        return mode.samples();
    }
}
