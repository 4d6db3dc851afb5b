package io.github.lmclip.data.shapes;

import java.awt.Color;
import java.util.Locale;

/** The colours that captions name. */
enum SceneColor {
    RED(0xd62728),
    GREEN(0x2ca02c),
    BLUE(0x1f4fd6),
    YELLOW(0xf2d41c),
    ORANGE(0xff8c1a),
    PURPLE(0x8a2be2),
    PINK(0xff8fc0),
    BROWN(0x7a4a21),
    BLACK(0x101010),
    WHITE(0xfafafa),
    GRAY(0x8c8c8c),
    CYAN(0x20c8d8);

    private final Color color;

    SceneColor(int rgb) {
        color = new Color(rgb);
    }

    Color color() {
        return color;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
