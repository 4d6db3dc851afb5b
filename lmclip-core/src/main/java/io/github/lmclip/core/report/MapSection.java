package io.github.lmclip.core.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.core.eval.EmbeddingMap;
import io.github.lmclip.core.eval.Predictions;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pictures and class texts on a plane. */
final class MapSection {

    private static final int HEIGHT = 560;

    /** How many of a picture's best classes a reader is shown. */
    private static final int BEST = 3;

    private MapSection() {}

    static Section of(ReportData data) {
        Html body = new Html();
        if (data.map().isEmpty()) {
            body.paragraph("No map was wanted.");
            return new Section("map", "Embedding map", body);
        }
        EmbeddingMap map = data.map().get();
        JsonObject chart = new JsonObject();
        chart.add("names", Json.texts(data.classNames()));
        chart.add(
                "groups",
                Json.texts(IntStream.range(0, data.classNames().size())
                        .mapToObj(id -> data.group(id).word())
                        .toList()));
        chart.add("pictures", pictures(map, data.predictions()));
        JsonArray texts = new JsonArray();
        map.texts().forEach(point -> {
            JsonArray text = Json.numbers(2, point.x(), point.y());
            text.add(point.id());
            texts.add(text);
        });
        chart.add("texts", texts);
        body.paragraph(
                ("%d of the %d test pictures and the texts of the classes, placed by t-SNE so that near features are"
                                + " near. What is far apart is not comparable, nor are sizes of clusters; pictures and texts of"
                                + " CLIP lie apart as a rule. A picture has the colour of its rarest label's group.")
                        .formatted(map.pictures().size(), data.predictions().size()));
        body.add(new Chart(
                        "map-chart",
                        "map",
                        "Pictures and class texts by their features",
                        "One point for each picture, a star for each class text.",
                        HEIGHT,
                        chart,
                        Optional.empty())
                .html());
        return new Section("map", "Embedding map", body);
    }

    /** Returns [x, y, [labels], [best classes], name] of every picture. */
    private static JsonArray pictures(EmbeddingMap map, Predictions predictions) {
        JsonArray pictures = new JsonArray();
        map.pictures().forEach(point -> {
            JsonArray picture = Json.numbers(2, point.x(), point.y());
            picture.add(Json.integers(predictions.classes(point.image())));
            picture.add(Json.integers(Labels.best(predictions.logits()[point.image()], BEST)));
            picture.add(Labels.fileName(predictions.images().get(point.image())));
            pictures.add(picture);
        });
        return pictures;
    }
}
