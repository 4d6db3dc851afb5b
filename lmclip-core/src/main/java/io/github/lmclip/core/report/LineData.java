package io.github.lmclip.core.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** What a drawing of lines wants: its axes, lines and upright marks. */
final class LineData {

    private final JsonObject data = new JsonObject();
    private final JsonArray lines = new JsonArray();
    private final JsonArray marks = new JsonArray();

    LineData(String x, String y) {
        data.addProperty("x", x);
        data.addProperty("y", y);
        data.add("lines", lines);
        data.add("marks", marks);
    }

    /** Fixes the range of an axis. */
    LineData range(String axis, double low, double high) {
        data.add(axis + "Range", Json.numbers(6, low, high));
        return this;
    }

    /** Lets readers choose which lines are drawn; those of the names at first. */
    LineData chosen(List<String> names) {
        data.add("chosen", Json.texts(names));
        return this;
    }

    /** Makes the vertical axis one of integers. */
    LineData wholeSteps() {
        data.addProperty("wholeSteps", true);
        return this;
    }

    /**
     * Adds a line.
     *
     * @param style index of colour, dashes and symbol; below 0 for a thin line of comparison without symbols
     * @param points pairs of x and y
     */
    LineData line(String name, int style, List<double[]> points, int decimals) {
        JsonObject line = new JsonObject();
        line.addProperty("name", name);
        line.addProperty("style", style);
        JsonArray pairs = new JsonArray();
        points.forEach(point -> pairs.add(Json.numbers(decimals, point)));
        line.add("points", pairs);
        lines.add(line);
        return this;
    }

    /** Adds an upright line at a place of the horizontal axis. */
    LineData mark(double x, String text) {
        JsonObject mark = new JsonObject();
        mark.add("x", Json.number(x, 6));
        mark.addProperty("text", text);
        marks.add(mark);
        return this;
    }

    JsonObject json() {
        return data;
    }
}
