package io.github.lmclip.data.image;

import java.util.Objects;

/**
 * From a bitmap of any size and mode to the numbers that enter an image tower: [3, size, size], channels first.
 *
 * <p>A level v of 0 to 255 becomes {@code (v / 255 - mean) / std}, each step rounded to float32 in this order, as
 * torchvision's {@code ToTensor} and {@code Normalize} do.
 *
 * @param framing how the picture becomes a square
 * @param resampling the filter that resizes it
 * @param size pixels a side, at least 1
 * @param mean subtracted from each colour
 * @param std divides each colour, positive
 */
public record PictureTransform(Framing framing, Resampling resampling, int size, ColourTriple mean, ColourTriple std) {

    /**
     * What LM-CLIP trains and tests with: squashed by the bilinear filter to 224 pixels, mean and deviation of
     * ImageNet.
     */
    public static final PictureTransform LM_CLIP = new PictureTransform(
            Framing.SQUASH,
            Resampling.BILINEAR,
            224,
            new ColourTriple(0.485f, 0.456f, 0.406f),
            new ColourTriple(0.229f, 0.224f, 0.225f));

    /** What OpenAI trained CLIP with: bicubic, the middle 224 pixels, mean and deviation of its own pictures. */
    public static final PictureTransform OPENAI_CLIP = new PictureTransform(
            Framing.CENTRE_CROP,
            Resampling.BICUBIC,
            224,
            new ColourTriple(0.48145466f, 0.4578275f, 0.40821073f),
            new ColourTriple(0.26862954f, 0.26130258f, 0.27577711f));

    private static final int CHANNELS = 3;
    private static final int LEVELS = 256;

    /**
     * Checks size and deviation.
     *
     * @throws IllegalArgumentException if the size is below 1 or a deviation not positive
     */
    public PictureTransform {
        Objects.requireNonNull(framing, "framing");
        Objects.requireNonNull(resampling, "resampling");
        Objects.requireNonNull(mean, "mean");
        Objects.requireNonNull(std, "std");
        if (size < 1) {
            throw new IllegalArgumentException("size must be >= 1, got " + size);
        }
        if (!(std.red() > 0 && std.green() > 0 && std.blue() > 0)) {
            throw new IllegalArgumentException("std must be > 0, got " + std);
        }
    }

    /**
     * Returns this transform for another side.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public PictureTransform withSize(int pixels) {
        return new PictureTransform(framing, resampling, pixels, mean, std);
    }

    /** Returns how many floats a picture becomes: {@code 3 * size * size}. */
    public int length() {
        return Math.multiplyExact(CHANNELS, Math.multiplyExact(size, size));
    }

    /** Returns the square before it is normalised: RGB, {@code size} pixels a side. It may be kept and reused. */
    public Bitmap frame(Bitmap picture) {
        return framing.frame(picture, size, resampling);
    }

    /** Returns the normalised picture, [3, size, size], row by row. */
    public float[] apply(Bitmap picture) {
        float[] values = new float[length()];
        apply(picture, false, values, 0);
        return values;
    }

    /**
     * Writes the normalised picture, [3, size, size], into {@code target} from {@code offset} on.
     *
     * @param flip whether left and right are exchanged, after the resize
     * @throws IndexOutOfBoundsException if {@code target} is too short
     */
    public void apply(Bitmap picture, boolean flip, float[] target, int offset) {
        normalise(frame(picture), flip, target, offset);
    }

    /**
     * Writes a square that {@link #frame} returned, normalised, into {@code target} from {@code offset} on.
     *
     * @param flip whether left and right are exchanged
     * @throws IllegalArgumentException if {@code square} is not RGB or not of this size
     * @throws IndexOutOfBoundsException if {@code target} is too short
     */
    public void normalise(Bitmap square, boolean flip, float[] target, int offset) {
        if (square.mode() != PixelMode.RGB || square.width() != size || square.height() != size) {
            throw new IllegalArgumentException("a %d x %d %s bitmap came, expected %d x %d RGB"
                    .formatted(square.width(), square.height(), square.mode(), size, size));
        }
        Objects.checkFromIndexSize(offset, length(), target.length);
        for (int channel = 0; channel < CHANNELS; channel++) {
            float[] values = levels(mean.toArray()[channel], std.toArray()[channel]);
            int plane = offset + channel * size * size;
            for (int y = 0; y < size; y++) {
                int first = plane + y * size + (flip ? size - 1 : 0);
                row(square.samples(), y * size * CHANNELS + channel, values, target, first, flip ? -1 : 1);
            }
        }
    }

    private void row(byte[] samples, int from, float[] values, float[] target, int first, int step) {
        int at = first;
        for (int source = from; source < from + size * CHANNELS; source += CHANNELS, at += step) {
            target[at] = values[samples[source] & 0xff];
        }
    }

    private static float[] levels(float mean, float std) {
        float[] values = new float[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            values[level] = (level / 255f - mean) / std;
        }
        return values;
    }
}
