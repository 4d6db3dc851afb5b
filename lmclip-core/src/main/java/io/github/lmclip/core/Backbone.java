package io.github.lmclip.core;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The sizes of a CLIP. Two backbones of equal content build the same network.
 *
 * @param name what runs and files call it, as OpenAI does: {@code "RN50"}, {@code "ViT-B/16"}
 * @param embedding width D of the space that pictures and texts share
 * @param image the image tower
 * @param text the text tower
 * @param activation that of both transformers' blocks; a ResNet itself always has ReLU
 */
public record Backbone(String name, int embedding, ImageTower image, TextTower text, Activation activation) {

    /** ResNet-50 with attention pooling. */
    public static final Backbone RN50 = resNet("RN50", 1024, 224, List.of(3, 4, 6, 3), 64, 512);

    /** ResNet-101 with attention pooling. */
    public static final Backbone RN101 = resNet("RN101", 512, 224, List.of(3, 4, 23, 3), 64, 512);

    /** ResNet-50 of about four times the computation. */
    public static final Backbone RN50x4 = resNet("RN50x4", 640, 288, List.of(4, 6, 10, 6), 80, 640);

    /** ResNet-50 of about sixteen times the computation. */
    public static final Backbone RN50x16 = resNet("RN50x16", 768, 384, List.of(6, 8, 18, 8), 96, 768);

    /** ResNet-50 of about 64 times the computation. */
    public static final Backbone RN50x64 = resNet("RN50x64", 1024, 448, List.of(3, 15, 36, 10), 128, 1024);

    /** ViT-B with patches of 32 pixels. */
    public static final Backbone VIT_B_32 = vit("ViT-B/32", 512, 224, 12, 768, 32, 512);

    /** ViT-B with patches of 16 pixels. */
    public static final Backbone VIT_B_16 = vit("ViT-B/16", 512, 224, 12, 768, 16, 512);

    /** ViT-L with patches of 14 pixels. */
    public static final Backbone VIT_L_14 = vit("ViT-L/14", 768, 224, 24, 1024, 14, 768);

    /** ViT-L with patches of 14 pixels, trained on for one more epoch with larger pictures. */
    public static final Backbone VIT_L_14_336 = vit("ViT-L/14@336px", 768, 336, 24, 1024, 14, 768);

    /** A CLIP of about a million parameters that this library ships, for {@code ShapesMlt}, tests and first steps. */
    public static final Backbone TINY =
            new Backbone("TINY", 64, new ImageTower.Vit(64, 4, 128, 8), new TextTower(77, 708, 128, 2, 3));

    /** Channels of an attention head, in every CLIP that OpenAI published. */
    private static final int HEAD = 64;

    /** Pixels of the picture per pixel that a ResNet pools, and how many times wider than its first its last stage is. */
    private static final int REDUCTION = 32;

    /**
     * Returns the constant of a name.
     *
     * @param name as OpenAI writes it, in any case, with / or -: {@code "ViT-B/16"}, {@code "vit-b-16"}
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static Backbone named(String name) {
        return known().stream()
                .filter(backbone -> plain(backbone.name()).equals(plain(name)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no backbone \"%s\", expected one of %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        known().stream().map(Backbone::name).toList()))));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('/', '-');
    }

    /** The image towers of CLIP. */
    public sealed interface ImageTower {

        /** Returns the side of the square picture, in pixels. */
        int resolution();

        /** Returns the attention heads: of each block, or of the pooling. */
        int heads();

        /** Returns how many pixels, a side, become one place of the grid that has positions. */
        int stride();

        /** Returns this tower for pictures of another side, in pixels. */
        ImageTower withResolution(int resolution);

        /**
         * A vision transformer.
         *
         * @param resolution side of the picture in pixels, a multiple of {@code patch}
         * @param layers residual blocks
         * @param width channels, a multiple of {@code heads}
         * @param patch side of a patch in pixels
         * @param heads attention heads
         * @param hidden channels between the two layers of a block's perceptron
         */
        record Vit(int resolution, int layers, int width, int patch, int heads, int hidden) implements ImageTower {

            /** Checks the sizes. */
            public Vit {
                requirePositive(resolution, layers, width, patch, heads, hidden);
                requireMultiple("resolution", resolution, "patch", patch);
                requireMultiple("width", width, "heads", heads);
            }

            /** Creates a tower as CLIP's are: heads of 64 channels, and four times as many hidden ones. */
            public Vit(int resolution, int layers, int width, int patch) {
                this(resolution, layers, width, patch, Math.max(1, width / HEAD), 4 * width);
            }

            @Override
            public int stride() {
                return patch;
            }

            @Override
            public Vit withResolution(int pixels) {
                return new Vit(pixels, layers, width, patch, heads, hidden);
            }
        }

        /**
         * A ResNet with a stem of three convolutions, anti-aliasing strides and attention pooling.
         *
         * @param resolution side of the picture in pixels, a multiple of 32
         * @param layers bottlenecks of the four stages
         * @param width channels of the first stage
         * @param heads attention heads of the pooling, which has {@code 32 * width} channels
         */
        record ResNet(int resolution, List<Integer> layers, int width, int heads) implements ImageTower {

            /** Checks the sizes. */
            public ResNet {
                layers = List.copyOf(layers);
                requirePositive(resolution, width, heads);
                layers.forEach(Backbone::requirePositive);
                if (layers.size() != 4 || resolution % REDUCTION != 0) {
                    throw new IllegalArgumentException(
                            "expected four stages and a resolution that is a multiple of 32, got %s and %d"
                                    .formatted(layers, resolution));
                }
                requireMultiple("32 * width", REDUCTION * width, "heads", heads);
            }

            /** Creates a tower as CLIP's are: heads of 64 channels. */
            public ResNet(int resolution, List<Integer> layers, int width) {
                this(resolution, layers, width, Math.max(1, REDUCTION * width / HEAD));
            }

            @Override
            public int stride() {
                return REDUCTION;
            }

            @Override
            public ResNet withResolution(int pixels) {
                return new ResNet(pixels, layers, width, heads);
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
            requireMultiple("width", width, "heads", heads);
        }
    }

    /** Checks the sizes. */
    public Backbone {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(activation, "activation");
        requirePositive(embedding);
    }

    /** Creates a backbone with QuickGELU, as OpenAI's have. */
    public Backbone(String name, int embedding, ImageTower image, TextTower text) {
        this(name, embedding, image, text, Activation.QUICK_GELU);
    }

    /** Returns the nine that OpenAI published, the smaller ones first. */
    public static List<Backbone> published() {
        return List.of(RN50, RN101, RN50x4, RN50x16, RN50x64, VIT_B_32, VIT_B_16, VIT_L_14, VIT_L_14_336);
    }

    /** Returns this backbone under another name. */
    public Backbone withName(String other) {
        return new Backbone(other, embedding, image, text, activation);
    }

    /** Returns this backbone with another activation. */
    public Backbone withActivation(Activation other) {
        return new Backbone(name, embedding, image, text, other);
    }

    /**
     * Returns this backbone for pictures of another side, under the name that OpenAI gives such a one.
     *
     * @param resolution side of the square picture in pixels, a multiple of the patch, or of 32 for a ResNet
     * @throws IllegalArgumentException if it is none
     */
    public Backbone withResolution(int resolution) {
        if (resolution == image.resolution()) {
            return this;
        }
        String stem = name.replaceFirst("@\\d+px$", "");
        return new Backbone(
                        "%s@%dpx".formatted(stem, resolution),
                        embedding,
                        image.withResolution(resolution),
                        text,
                        activation)
                .recognised();
    }

    /** Returns this backbone under the name of the published one, or {@link #TINY}, that has the same sizes, if any. */
    public Backbone recognised() {
        return known().stream()
                .filter(other -> other.withName(name).withActivation(activation).equals(this))
                .findFirst()
                .map(other -> withName(other.name()))
                .orElse(this);
    }

    /** Returns the published backbones and {@link #TINY}. */
    static List<Backbone> known() {
        return Stream.concat(published().stream(), Stream.of(TINY)).toList();
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

    private static void requireMultiple(String name, int size, String unit, int divisor) {
        if (size % divisor != 0) {
            throw new IllegalArgumentException(
                    "%s must be a multiple of %s %d, got %d".formatted(name, unit, divisor, size));
        }
    }

    private static void requirePositive(int... sizes) {
        for (int size : sizes) {
            if (size < 1) {
                throw new IllegalArgumentException("sizes must be >= 1, got " + size);
            }
        }
    }
}
