package io.github.lmclip.data.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where a figure lies on a square picture.
 *
 * @param x of its centre, in pixels
 * @param y of its centre, in pixels
 * @param radius half its size, in pixels
 * @param angle in radians, clockwise
 * @param squeeze width over height, to the power one half
 */
record Placement(double x, double y, double radius, double angle, double squeeze) {

    private static final int TRIES = 30;

    private static final double SHRINK = 0.93;

    /**
     * How the figures of a picture may lie.
     *
     * @param side of the picture, in pixels
     * @param smallest radius, in pixels
     * @param largest radius, in pixels
     * @param turn largest angle, in radians
     * @param squeeze largest width over height
     * @param distance least distance of two centres, in sums of their radii
     * @param spread share of the picture, around its middle, that centres lie in
     */
    record Rules(
            int side, double smallest, double largest, double turn, double squeeze, double distance, double spread) {}

    /**
     * Places figures one after the other so that no two centres are closer than {@code rules.distance} times the sum of
     * the radii; where a figure finds no place, it shrinks.
     */
    static List<Placement> scatter(int count, Rules rules, SplittableRandom random) {
        List<Placement> placed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double radius = random.nextDouble(rules.smallest, rules.largest);
            Placement found = draw(radius, rules, random);
            for (int tries = 1; tooClose(found, placed, rules); tries++) {
                radius = tries % TRIES == 0 ? radius * SHRINK : radius;
                found = draw(radius, rules, random);
            }
            placed.add(found);
        }
        return placed;
    }

    private static Placement draw(double radius, Rules rules, SplittableRandom random) {
        double reach = Math.max(0.5, rules.spread * (rules.side / 2.0 - radius * 0.9));
        double x = rules.side / 2.0 + random.nextDouble(-reach, reach);
        double y = rules.side / 2.0 + random.nextDouble(-reach, reach);
        double angle = rules.turn * random.nextDouble(-1, 1);
        double squeeze = Math.sqrt(random.nextDouble(1 / rules.squeeze, rules.squeeze));
        return new Placement(x, y, radius, angle, squeeze);
    }

    private static boolean tooClose(Placement candidate, List<Placement> placed, Rules rules) {
        return placed.stream()
                .anyMatch(other -> Math.hypot(candidate.x - other.x, candidate.y - other.y)
                        < rules.distance * (candidate.radius + other.radius));
    }
}
