package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.eval.EmbeddingMap;
import io.github.lmclip.core.eval.EmbeddingMap.PicturePoint;
import io.github.lmclip.core.eval.EmbeddingMap.TextPoint;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.data.ClassGroup;
import java.awt.Color;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures and class texts where a map has them, by the group of the rarest label. */
final class MapChart {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 800;
    private static final List<Color> COLOURS =
            List.of(new Color(0x0072b2), new Color(0xc75300), new Color(0x00805d), Color.GRAY);
    private static final List<Marker> MARKERS =
            List.of(SeriesMarkers.CIRCLE, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE);

    private MapChart() {}

    static XYChart of(EmbeddingMap map, Predictions predictions) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("pictures and class texts by t-SNE")
                .build();
        chart.getStyler()
                .setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter)
                .setMarkerSize(5)
                .setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setAxisTicksVisible(false);
        for (ClassGroup group : ClassGroup.values()) {
            add(chart, group.word(), group.ordinal(), pictures(map, predictions, Optional.of(group)));
        }
        add(chart, "no label", ClassGroup.values().length, pictures(map, predictions, Optional.empty()));
        XYSeries texts = chart.addSeries(
                "class texts",
                map.texts().stream().mapToDouble(TextPoint::x).toArray(),
                map.texts().stream().mapToDouble(TextPoint::y).toArray());
        texts.setMarker(SeriesMarkers.CROSS);
        texts.setMarkerColor(Color.BLACK);
        return chart;
    }

    private static List<PicturePoint> pictures(EmbeddingMap map, Predictions predictions, Optional<ClassGroup> group) {
        return map.pictures().stream()
                .filter(point -> predictions.rarestGroup(point.image()).equals(group))
                .toList();
    }

    private static void add(XYChart chart, String name, int style, List<PicturePoint> points) {
        if (points.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(
                name,
                points.stream().mapToDouble(PicturePoint::x).toArray(),
                points.stream().mapToDouble(PicturePoint::y).toArray());
        series.setMarker(MARKERS.get(style));
        series.setMarkerColor(COLOURS.get(style));
    }
}
