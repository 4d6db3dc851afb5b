package io.github.lmclip.core;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The sizes of a CLIP. Two backbones of equal content build the same network.
 *
 * @param name what runs and files call it, as OpenAI does: {@code "RN50"}, {@code "ViT-B/16"}
 * @param embedding width D of the space that pictures and texts share
 * @param image the image tower
 * @param text the text tower
 */
public record Backbone(String name, int embedding, ImageTower image, TextTower text) {

    /** ResNet-50 with attention pooling. */
    public static final Backbone RN50 = resNet("RN50", 1024, 224, List.of(3, 4, 6, 3), 64, 512);

    /** ResNet-101 with attention pooling. */
    public static final Backbone RN101 = resNet("RN101", 512, 224, List.of(3, 4, 23, 3), 64, 512);

    /** ResNet-50 of about four times the computation. */
    public static final Backbone RN50x4 = resNet("RN50x4", 640, 288, List.of(4, 6, 10, 6), 80, 640);

    /** ViT-B with patches of 32 pixels. */
    public static final Backbone VIT_B_32 = vit("ViT-B/32", 512, 224, 12, 768, 32, 512);

    /** ViT-B with patches of 16 pixels. */
    public static final Backbone VIT_B_16 = vit("ViT-B/16", 512, 224, 12, 768, 16, 512);

    /** ViT-L with patches of 14 pixels. */
    public static final Backbone VIT_L_14 = vit("ViT-L/14", 768, 224, 24, 1024, 14, 768);

    /** A CLIP of about a million parameters that this library ships, for {@code ShapesMlt}, tests and first steps. */
    public static final Backbone TINY =
            new Backbone("TINY", 64, new ImageTower.Vit(64, 4, 128, 8), new TextTower(77, 708, 128, 2, 3));

    private static final List<Backbone> NAMED = List.of(RN50, RN101, RN50x4, VIT_B_32, VIT_B_16, VIT_L_14, TINY);

    /**
     * Returns the constant of a name.
     *
     * @param name as OpenAI writes it, in any case, with / or -: {@code "ViT-B/16"}, {@code "vit-b-16"}
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static Backbone named(String name) {
        return NAMED.stream()
                .filter(backbone -> plain(backbone.name()).equals(plain(name)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no backbone \"%s\", expected one of %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ", NAMED.stream().map(Backbone::name).toList()))));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('/', '-');
    }

    /** The image towers of CLIP. */
    public sealed interface ImageTower {

        /** Returns the side of the square picture, in pixels. */
        int resolution();

        /** Returns the attention heads. */
        int heads();

        /**
         * A vision transformer.
         *
         * @param resolution side of the picture in pixels, a multiple of {@code patch}
         * @param layers residual blocks
         * @param width channels, a multiple of 64
         * @param patch side of a patch in pixels
         */
        record Vit(int resolution, int layers, int width, int patch) implements ImageTower {

            /** Checks the sizes. */
            public Vit {
                requirePositive(resolution, layers, width, patch);
                if (resolution % patch != 0) {
                    throw new IllegalArgumentException(
                            "resolution must be a multiple of patch %d, got %d".formatted(patch, resolution));
                }
            }

            @Override
            public int heads() {
                return Math.max(1, width / 64);
            }
        }

        /**
         * A ResNet with a stem of three convolutions, anti-aliasing strides and attention pooling.
         *
         * @param resolution side of the picture in pixels, a multiple of 32
         * @param layers bottlenecks of the four stages
         * @param width channels of the first stage
         */
        record ResNet(int resolution, List<Integer> layers, int width) implements ImageTower {

            /** Checks the sizes. */
            public ResNet {
                layers = List.copyOf(layers);
                requirePositive(resolution, width);
                if (layers.size() != 4 || resolution % 32 != 0) {
                    throw new IllegalArgumentException(
                            "expected four stages and a resolution that is a multiple of 32, got %s and %d"
                                    .formatted(layers, resolution));
                }
            }

            @Override
            public int heads() {
                return Math.max(1, width * 32 / 64);
            }
        }
    }

    /**
     * CLIP's causal text transformer.
     *
     * @param positions the longest sequence L in tokens, start and end included
     * @param vocabulary number of token ids; the last two are start and end
     * @param width channels
     * @param heads attention heads
     * @param layers residual blocks
     */
    public record TextTower(int positions, int vocabulary, int width, int heads, int layers) {

        /** Checks the sizes. */
        public TextTower {
            requirePositive(positions, vocabulary, width, heads, layers);
            if (width % heads != 0) {
                throw new IllegalArgumentException(
                        "width must be a multiple of the %d heads, got %d".formatted(heads, width));
            }
        }
    }

    /** Checks the sizes. */
    public Backbone {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(text, "text");
        requirePositive(embedding);
    }

    private static Backbone resNet(
            String name, int embedding, int resolution, List<Integer> layers, int width, int textWidth) {
        return new Backbone(name, embedding, new ImageTower.ResNet(resolution, layers, width), openAiText(textWidth));
    }

    private static Backbone vit(
            String name, int embedding, int resolution, int layers, int width, int patch, int textWidth) {
        return new Backbone(
                name, embedding, new ImageTower.Vit(resolution, layers, width, patch), openAiText(textWidth));
    }

    private static TextTower openAiText(int width) {
        return new TextTower(77, 49408, width, width / 64, 12);
    }

    private static void requirePositive(int... sizes) {
        for (int size : sizes) {
            if (size < 1) {
                throw new IllegalArgumentException("sizes must be >= 1, got " + size);
            }
        }
    }
}
