package io.github.lmclip.data.image;

import io.github.lmclip.data.PictureException;

/** The bytes of one picture file, read from front to back; every complaint carries the picture's name. */
final class PictureBytes {

    private final String name;
    private final byte[] bytes;
    private final long maxPixels;
    private int position;

    PictureBytes(String name, byte[] bytes, long maxPixels) {
        this.name = name;
        this.bytes = bytes;
        this.maxPixels = maxPixels;
    }

    int length() {
        return bytes.length;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position == bytes.length;
    }

    byte[] array() {
        return bytes;
    }

    void seek(long target) {
        if (target < 0 || target > bytes.length) {
            throw truncated(target);
        }
        position = (int) target;
    }

    void skip(long count) {
        seek(position + count);
    }

    /** Returns {@code count} bytes as a copy. */
    byte[] take(long count) {
        int start = position;
        skip(count);
        byte[] taken = new byte[(int) count];
        System.arraycopy(bytes, start, taken, 0, taken.length);
        return taken;
    }

    int u8() {
        if (atEnd()) {
            throw truncated(position + 1L);
        }
        return bytes[position++] & 0xff;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    int u16LittleEndian() {
        return u8() | u8() << 8;
    }

    long u32() {
        return (long) u16() << 16 | u16();
    }

    long u32LittleEndian() {
        return u16LittleEndian() | (long) u16LittleEndian() << 16;
    }

    /** Refuses a size that is empty or above the limit, before memory is taken for it. */
    void checkSize(long width, long height) {
        if (width < 1 || height < 1) {
            throw broken("claims %d x %d pixels, expected at least 1 x 1".formatted(width, height));
        }
        if (width > maxPixels / height) {
            throw broken("claims %d x %d pixels, expected at most %d in all".formatted(width, height, maxPixels));
        }
    }

    PictureException broken(String complaint) {
        return new PictureException(name + ": " + complaint);
    }

    PictureException broken(String complaint, Throwable cause) {
        return new PictureException(name + ": " + complaint, cause);
    }

    private PictureException truncated(long needed) {
        return broken("truncated: %d bytes came, expected at least %d".formatted(bytes.length, needed));
    }
}
