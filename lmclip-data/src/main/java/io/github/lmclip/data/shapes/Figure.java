package io.github.lmclip.data.shapes;

import static io.github.lmclip.data.shapes.Outline.box;
import static io.github.lmclip.data.shapes.Outline.curve;
import static io.github.lmclip.data.shapes.Outline.ellipse;
import static io.github.lmclip.data.shapes.Outline.polygon;
import static io.github.lmclip.data.shapes.Outline.star;
import static io.github.lmclip.data.shapes.Outline.turned;
import static io.github.lmclip.data.shapes.Outline.union;
import static io.github.lmclip.data.shapes.Outline.without;

import java.awt.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Things that can be drawn: an outline and an everyday word. The first {@value #CLASSES} are the classes of
 * {@link ShapesMlt}, from the most frequent in training to the rarest; the others occur in {@link CaptionedScenes} only.
 */
public enum Figure {
    /** A disc. */
    CIRCLE(ellipse(0, 0, 1.8, 1.8)),
    /** A house with a chimney. */
    HOUSE(union(polygon(-0.95, -0.05, 0, -0.95, 0.95, -0.05), box(-0.7, -0.1, 0.7, 0.9), box(0.4, -0.9, 0.65, -0.1))),
    /** A five-pointed star. */
    STAR(star(5, 1, 0.42)),
    /** A heart. */
    HEART(curve(0, 0.95, -1.6, -0.1, -0.95, -1.35, 0, -0.45, 0.95, -1.35, 1.6, -0.1, 0, 0.95)),
    /** A tree: trunk and crown. */
    TREE(union(
            polygon(0, -1, 0.6, -0.25, -0.6, -0.25),
            polygon(0, -0.6, 0.8, 0.45, -0.8, 0.45),
            box(-0.16, 0.4, 0.16, 1))),
    /** A fish with a tail. */
    FISH(union(ellipse(-0.2, 0, 1.45, 0.95), polygon(0.35, 0, 0.98, -0.6, 0.98, 0.6))),
    /** A crescent. */
    MOON(without(ellipse(0, 0, 1.85, 1.85), ellipse(0.5, -0.12, 1.5, 1.5))),
    /** An arrow that points to the right. */
    ARROW(polygon(-0.95, -0.24, 0.1, -0.24, 0.1, -0.7, 0.98, 0, 0.1, 0.7, 0.1, 0.24, -0.95, 0.24)),
    /** A flower of six petals with a hole. */
    FLOWER(without(
            union(
                    turned(ellipse(0, -0.62, 0.6, 0.72), 0),
                    turned(ellipse(0, -0.62, 0.6, 0.72), 60),
                    turned(ellipse(0, -0.62, 0.6, 0.72), 120),
                    turned(ellipse(0, -0.62, 0.6, 0.72), 180),
                    turned(ellipse(0, -0.62, 0.6, 0.72), 240),
                    turned(ellipse(0, -0.62, 0.6, 0.72), 300),
                    ellipse(0, 0, 0.9, 0.9)),
            ellipse(0, 0, 0.42, 0.42))),
    /** A cup with a handle. */
    CUP(union(
            polygon(-0.85, -0.65, 0.4, -0.65, 0.25, 0.75, -0.7, 0.75),
            without(ellipse(0.45, -0.05, 0.95, 0.9), ellipse(0.45, -0.05, 0.5, 0.46)))),
    /** A ring. */
    RING(without(ellipse(0, 0, 1.85, 1.85), ellipse(0, 0, 1.05, 1.05))),
    /** A boat with a sail. */
    BOAT(union(
            polygon(-0.95, 0.35, 0.95, 0.35, 0.55, 0.85, -0.55, 0.85),
            polygon(-0.05, -0.95, -0.05, 0.25, -0.75, 0.25),
            polygon(0.08, -0.7, 0.75, 0.25, 0.08, 0.25))),
    /** A cross of two equal bars. */
    CROSS(union(box(-0.3, -0.95, 0.3, 0.95), box(-0.95, -0.3, 0.95, 0.3))),
    /** An umbrella with a hook. */
    UMBRELLA(union(
            without(
                    ellipse(0, 0, 1.9, 1.7),
                    union(
                            box(-1, 0, 1, 1),
                            ellipse(-0.62, 0, 0.6, 0.3),
                            ellipse(0, 0, 0.6, 0.3),
                            ellipse(0.62, 0, 0.6, 0.3))),
            box(-0.08, -0.5, 0.08, 0.7),
            without(
                    ellipse(0.18, 0.68, 0.56, 0.56),
                    union(ellipse(0.18, 0.68, 0.26, 0.26), box(-0.2, 0.3, 0.6, 0.66))))),
    /** A square. */
    SQUARE(box(-0.8, -0.8, 0.8, 0.8)),
    /** A key. */
    KEY(union(
            without(ellipse(-0.52, 0, 0.9, 0.9), ellipse(-0.52, 0, 0.42, 0.42)),
            box(-0.15, -0.13, 0.97, 0.13),
            box(0.7, 0, 0.95, 0.5),
            box(0.32, 0, 0.55, 0.42))),
    /** A triangle. */
    TRIANGLE(polygon(0, -0.9, 0.95, 0.75, -0.95, 0.75)),
    /** A leaf with a stem. */
    LEAF(union(
            curve(-0.7, 0.6, -0.9, -0.6, 0.1, -0.95, 0.9, -0.9, 0.95, 0.1, 0.5, 0.9, -0.7, 0.6),
            polygon(-0.62, 0.5, -0.5, 0.62, -0.88, 0.98, -0.98, 0.88))),
    /** A bolt of lightning. */
    BOLT(polygon(0.15, -1, -0.65, 0.15, -0.1, 0.15, -0.3, 1, 0.65, -0.3, 0.08, -0.3, 0.5, -1)),
    /** A diamond, higher than wide. */
    DIAMOND(polygon(0, -1, 0.62, 0, 0, 1, -0.62, 0)),
    /** A crown of three points. */
    CROWN(polygon(-0.9, 0.7, -0.95, -0.6, -0.45, 0, 0, -0.85, 0.45, 0, 0.95, -0.6, 0.9, 0.7)),
    /** A drop of water. */
    DROP(curve(
            0, -1, 0.25, -0.4, 0.75, 0.05, 0.7, 0.45, 0.6, 1.1, -0.6, 1.1, -0.7, 0.45, -0.75, 0.05, -0.25, -0.4, 0,
            -1)),
    /** A cloud. */
    CLOUD(union(
            ellipse(-0.5, 0.15, 0.9, 0.75),
            ellipse(0.5, 0.15, 0.9, 0.75),
            ellipse(0, -0.2, 0.95, 0.95),
            box(-0.5, 0.1, 0.5, 0.52))),
    /** A flag on a pole. */
    FLAG(union(box(-0.8, -0.95, -0.62, 0.98), polygon(-0.65, -0.9, 0.9, -0.45, -0.65, 0.05))),
    /** A mushroom. */
    MUSHROOM(union(
            without(ellipse(0, 0, 1.9, 1.7), box(-1, 0.05, 1, 1)), polygon(-0.3, 0, 0.3, 0, 0.4, 0.95, -0.4, 0.95))),
    /** A bell. */
    BELL(union(
            curve(
                    -0.85, 0.55, -0.35, 0.2, -0.7, -0.95, 0, -0.95, 0.7, -0.95, 0.35, 0.2, 0.85, 0.55, 0.3, 0.65, -0.3,
                    0.65, -0.85, 0.55),
            ellipse(0, 0.72, 0.4, 0.4))),
    /** An hourglass. */
    HOURGLASS(polygon(-0.75, -0.95, 0.75, -0.95, 0.12, 0, 0.75, 0.95, -0.75, 0.95, -0.12, 0)),
    /** A hexagon. */
    HEXAGON(polygon(0.95, 0, 0.48, 0.82, -0.48, 0.82, -0.95, 0, -0.48, -0.82, 0.48, -0.82));

    /** How many figures are classes of {@link ShapesMlt}. */
    public static final int CLASSES = 20;

    private final Shape outline;

    Figure(Shape outline) {
        this.outline = outline;
    }

    /** Returns the figures that are classes of {@link ShapesMlt}; a figure's place is its class id. */
    public static List<Figure> classes() {
        return Arrays.asList(values()).subList(0, CLASSES);
    }

    /** Returns the everyday word, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the outline, in the square from (-1, -1) at the top left to (1, 1). */
    Shape outline() {
        return outline;
    }
}
