package io.github.lmclip.data.image;

import java.util.Objects;

/**
 * From a decoded picture to the network's input, the same bits as the published Python code computes with Pillow and
 * torchvision.
 *
 * @param name of the kind, as files and logs call it
 * @param size side of the square result, in pixels, at least 1
 * @param kind how the picture becomes a square, and how its samples are normalised
 */
public record PictureTransform(String name, int size, Kind kind) {

    /** The side that published backbones of resolution 224 expect. */
    private static final int DEFAULT_SIZE = 224;

    /**
     * LM-CLIP's own: converted to RGB, squashed to the square (bilinear, antialiased), normalised by ImageNet's mean and
     * deviation.
     */
    public static final PictureTransform LM_CLIP = new PictureTransform("lm-clip", DEFAULT_SIZE, Kind.SQUASH);

    /**
     * CLIP's own: the short side resized in the picture's own mode (bicubic, antialiased), the middle cut out, converted to
     * RGB, normalised by CLIP's mean and deviation.
     */
    public static final PictureTransform OPENAI_CLIP =
            new PictureTransform("openai-clip", DEFAULT_SIZE, Kind.CENTER_CROP);

    /** How a picture becomes a square of normalised samples. */
    public enum Kind {
        /** Both sides are resized to the square. */
        SQUASH(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f}),
        /** The short side is resized, the long one cut. */
        CENTER_CROP(
                new float[] {0.48145466f, 0.4578275f, 0.40821073f},
                new float[] {0.26862954f, 0.26130258f, 0.27577711f});

        private final float[] mean;
        private final float[] deviation;

        Kind(float[] mean, float[] deviation) {
            this.mean = mean;
            this.deviation = deviation;
        }
    }

    /** Checks the size. */
    public PictureTransform {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        if (size < 1) {
            throw new IllegalArgumentException("size must be >= 1, got " + size);
        }
    }

    /**
     * Returns the transform that files call {@code name}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PictureTransform named(String name) {
        if (name.equals(LM_CLIP.name)) {
            return LM_CLIP;
        }
        if (name.equals(OPENAI_CLIP.name)) {
            return OPENAI_CLIP;
        }
        throw new IllegalArgumentException(
                "transform must be %s or %s, got %s".formatted(LM_CLIP.name, OPENAI_CLIP.name, name));
    }

    /** Returns this transform with another side, in pixels. */
    public PictureTransform withSize(int size) {
        return new PictureTransform(name, size, kind);
    }

    /** Returns the square of 8-bit samples before normalisation, mode RGB. */
    public Bitmap square(Bitmap picture) {
        return kind == Kind.SQUASH
                ? Resizer.squash(RgbConversion.of(picture), size)
                : RgbConversion.of(Resizer.centerCrop(picture, size));
    }

    /** Returns the normalised samples, [3, size, size], in one array. */
    public float[] apply(Bitmap picture) {
        float[] pixels = new float[3 * size * size];
        apply(picture, false, pixels, 0);
        return pixels;
    }

    /**
     * Writes the normalised samples, [3, size, size], into a larger array.
     *
     * @param mirrored whether left and right are exchanged
     * @param target at least {@code offset + 3 * size * size} long
     * @param offset where to begin
     */
    public void apply(Bitmap picture, boolean mirrored, float[] target, int offset) {
        byte[] samples = square(picture).samples();
        int area = size * size;
        for (int c = 0; c < 3; c++) {
            float[] table = table(c);
            for (int y = 0; y < size; y++) {
                int out = offset + c * area + y * size;
                int in = 3 * y * size + c;
                for (int x = 0; x < size; x++) {
                    int from = mirrored ? size - 1 - x : x;
                    target[out + x] = table[samples[in + 3 * from] & 0xff];
                }
            }
        }
    }

    /** Returns what each of the 256 samples becomes, in torchvision's order of float32 operations. */
    private float[] table(int channel) {
        float[] table = new float[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = (i / 255f - kind.mean[channel]) / kind.deviation[channel];
        }
        return table;
    }
}
