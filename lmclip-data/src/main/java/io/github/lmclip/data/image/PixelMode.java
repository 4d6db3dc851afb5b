package io.github.lmclip.data.image;

/** What the samples of a pixel mean; the names in brackets are Pillow's modes. */
public enum PixelMode {
    /** Gray (L). */
    GRAY(1),
    /** Gray and alpha (LA). */
    GRAY_ALPHA(2),
    /** An index into a palette (P). */
    PALETTE(1),
    /** Red, green, blue (RGB). */
    RGB(3),
    /** Red, green, blue, alpha (RGBA). */
    RGBA(4),
    /** Cyan, magenta, yellow, black, 255 being full ink (CMYK). */
    CMYK(4);

    private final int samples;

    PixelMode(int samples) {
        this.samples = samples;
    }

    /** Returns the samples per pixel. */
    public int samples() {
        return samples;
    }
}
