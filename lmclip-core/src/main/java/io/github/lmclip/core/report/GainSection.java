package io.github.lmclip.core.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.data.ClassGroup;
import java.util.Optional;
import java.util.stream.IntStream;

/** What training gave to frequent and to rare classes: the long tail's own picture. */
final class GainSection {

    private static final int HEIGHT = 420;

    private GainSection() {}

    static Section of(ReportData data) {
        Html body = new Html();
        if (data.zeroShot().isEmpty()) {
            body.paragraph("The pre-trained model was left out, so that there is no gain to show.");
            return new Section("gain", "Gain over zero-shot by frequency", body);
        }
        JsonArray points = new JsonArray();
        for (int id = 0; id < data.classNames().size(); id++) {
            JsonArray point = new JsonArray();
            point.add(data.training().counts().get(id));
            point.add(Json.number(100 * gain(data, id), 2));
            point.add(data.classNames().get(id));
            point.add(data.group(id).word());
            points.add(point);
        }
        JsonObject chart = new JsonObject();
        chart.add("points", points);
        chart.addProperty("x", "training pictures of the class");
        chart.addProperty("y", "AP gained, points");
        Table.Builder table = new Table.Builder(
                "Gain in points by group", "group", "classes", "mean gain", "classes that gained", "classes that lost");
        for (ClassGroup group : ClassGroup.values()) {
            int[] ids = IntStream.range(0, data.classNames().size())
                    .filter(id -> data.group(id) == group)
                    .toArray();
            table.row(
                    group.word(),
                    String.valueOf(ids.length),
                    Words.points(IntStream.of(ids)
                            .mapToDouble(id -> gain(data, id))
                            .average()
                            .orElse(Double.NaN)),
                    String.valueOf(
                            IntStream.of(ids).filter(id -> gain(data, id) > 0).count()),
                    String.valueOf(
                            IntStream.of(ids).filter(id -> gain(data, id) < 0).count()));
        }
        body.paragraph("Each point is a class: its AP less that of the pre-trained model, by its training pictures.");
        body.add(new Chart(
                        "class-gain",
                        "scatter",
                        "AP gained over zero-shot by frequency in training",
                        "One point for each class; above 0 training helped it.",
                        HEIGHT,
                        chart,
                        Optional.of(table.build()))
                .html());
        return new Section("gain", "Gain over zero-shot by frequency", body);
    }

    private static double gain(ReportData data, int id) {
        Measured zero = data.zeroShot().orElseThrow();
        return data.model().evaluation().averagePrecisions().get(id)
                - zero.evaluation().averagePrecisions().get(id);
    }
}
