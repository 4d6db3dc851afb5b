package io.github.lmclip.data.image;

import java.util.Objects;

/**
 * How picture files become pixels.
 *
 * @param maxPixels the most pixels that a file may claim, 1 to {@link PictureDecoder#MAX_PIXELS}; a larger claim is
 *     refused before memory is taken for it
 * @param upright whether the EXIF orientation of a JPEG is honoured; the published code ignores it
 * @param jpeg who decodes JPEG
 */
public record DecodeOptions(long maxPixels, boolean upright, JpegEngine jpeg) {

    /** Checks the limit. */
    public DecodeOptions {
        Objects.requireNonNull(jpeg, "jpeg");
        if (maxPixels < 1 || maxPixels > PictureDecoder.MAX_PIXELS) {
            throw new IllegalArgumentException(
                    "maxPixels must be in [1, %d], got %d".formatted(PictureDecoder.MAX_PIXELS, maxPixels));
        }
    }

    /** Returns the published behaviour: orientation ignored; the largest limit, and the fastest decoder at hand. */
    public static DecodeOptions defaults() {
        return new DecodeOptions(PictureDecoder.MAX_PIXELS, false, JpegEngine.FASTEST);
    }

    /** Returns these options with another limit of pixels. */
    public DecodeOptions withMaxPixels(long pixels) {
        return new DecodeOptions(pixels, upright, jpeg);
    }

    /** Returns these options with EXIF orientation honoured or not. */
    public DecodeOptions withUpright(boolean honoured) {
        return new DecodeOptions(maxPixels, honoured, jpeg);
    }

    /** Returns these options with another decoder for JPEG. */
    public DecodeOptions withJpeg(JpegEngine engine) {
        return new DecodeOptions(maxPixels, upright, engine);
    }
}
