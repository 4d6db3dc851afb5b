package io.github.lmclip.data.shapes;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** The pieces that figures are put together from, in the square from (-1, -1) at the top left to (1, 1). */
final class Outline {

    private Outline() {}

    /** Returns a polygon through pairs of x and y. */
    static Path2D polygon(double... xy) {
        Path2D path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        path.closePath();
        return path;
    }

    /** Returns a polygon of {@code points} spikes, the first one at the top. */
    static Path2D star(int points, double outer, double inner) {
        double[] xy = new double[4 * points];
        for (int i = 0; i < 2 * points; i++) {
            double radius = i % 2 == 0 ? outer : inner;
            double angle = Math.PI * i / points - Math.PI / 2;
            xy[2 * i] = radius * Math.cos(angle);
            xy[2 * i + 1] = radius * Math.sin(angle);
        }
        return polygon(xy);
    }

    /** Returns an ellipse around (x, y). */
    static Shape ellipse(double x, double y, double width, double height) {
        return new Ellipse2D.Double(x - width / 2, y - height / 2, width, height);
    }

    /** Returns an upright rectangle. */
    static Shape box(double left, double top, double right, double bottom) {
        return polygon(left, top, right, top, right, bottom, left, bottom);
    }

    /** Returns a path of one start and Bezier curves of three points each. */
    static Path2D curve(double x, double y, double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(x, y);
        for (int i = 0; i < points.length; i += 6) {
            path.curveTo(points[i], points[i + 1], points[i + 2], points[i + 3], points[i + 4], points[i + 5]);
        }
        path.closePath();
        return path;
    }

    /** Returns what any of the shapes covers. */
    static Shape union(Shape... shapes) {
        Area all = new Area();
        for (Shape shape : shapes) {
            all.add(new Area(shape));
        }
        return all;
    }

    /** Returns what {@code shape} covers and {@code hole} does not. */
    static Shape without(Shape shape, Shape hole) {
        Area rest = new Area(shape);
        rest.subtract(new Area(hole));
        return rest;
    }

    /** Returns the shape turned about the centre, in degrees clockwise. */
    static Shape turned(Shape shape, double degrees) {
        return AffineTransform.getRotateInstance(Math.toRadians(degrees)).createTransformedShape(shape);
    }
}
