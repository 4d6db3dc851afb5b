package io.github.lmclip.data.shapes;

import java.util.SplittableRandom;

/** The graphic styles of {@link CaptionedScenes}. */
enum SceneStyle {
    /** Dark on light or light on dark. */
    SILHOUETTE("silhouette", false),
    /** One colour inside, a plain ground. */
    FLAT("picture", true),
    /** One colour inside and a black line around. */
    CARTOON("cartoon", true),
    /** Filled with parallel lines. */
    HATCHED("drawing", true),
    /** One colour inside, with darker dots. */
    DOTTED("pattern", true),
    /** A thick line only, on white. */
    OUTLINE("outline", true),
    /** White lines on blue. */
    BLUEPRINT("blueprint", false);

    /** How fast the styles open up with difficulty. */
    private static final double OPENING = 2;

    private final String noun;
    private final boolean coloured;

    SceneStyle(String noun, boolean coloured) {
        this.noun = noun;
        this.coloured = coloured;
    }

    /** Returns the word by which a caption calls a picture of this style. */
    String noun() {
        return noun;
    }

    /** Returns whether a caption may name the figures' colours. */
    boolean coloured() {
        return coloured;
    }

    /** Returns any of the styles that a difficulty allows; all of them from 0.5 on. */
    static SceneStyle draw(double difficulty, SplittableRandom random) {
        int open = 1 + (int) Math.min(values().length - 1, OPENING * difficulty * values().length);
        return values()[random.nextInt(open)];
    }

    /** Returns the paper's colour; beyond difficulty 1, drawings are made on any. */
    SceneColor ground(double difficulty, SplittableRandom random) {
        boolean white = difficulty <= 1;
        return switch (this) {
            case FLAT, CARTOON, DOTTED -> any(random);
            case SILHOUETTE -> random.nextBoolean() ? SceneColor.WHITE : SceneColor.BLACK;
            case BLUEPRINT -> SceneColor.BLUE;
            case OUTLINE, HATCHED -> white ? SceneColor.WHITE : any(random);
        };
    }

    /** Returns a figure's colour, never the ground's. */
    SceneColor figureColor(SceneColor ground, SplittableRandom random) {
        if (this == BLUEPRINT) {
            return SceneColor.WHITE;
        }
        if (this == SILHOUETTE) {
            return ground == SceneColor.WHITE ? SceneColor.BLACK : SceneColor.WHITE;
        }
        SceneColor color = any(random);
        while (color == ground) {
            color = any(random);
        }
        return color;
    }

    private static SceneColor any(SplittableRandom random) {
        return SceneColor.values()[random.nextInt(SceneColor.values().length)];
    }
}
