package io.github.lmclip.examples.cli.tune;

import io.github.lmclip.core.tune.TuneReport;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** How much each key mattered, a bar each, the longest first. */
final class ImportanceChart {

    private static final int HEIGHT = 450;
    private static final int MIN_WIDTH = 600;
    private static final int WIDTH_PER_KEY = 150;
    private static final int PERCENT = 100;
    private static final Color COLOUR = new Color(0x4c72b0);

    private ImportanceChart() {}

    static CategoryChart of(TuneReport report) {
        List<Map.Entry<String, Double>> sorted =
                new ArrayList<>(report.importance().entrySet());
        sorted.sort(Map.Entry.<String, Double>comparingByValue().reversed());
        CategoryChart chart = new CategoryChartBuilder()
                .width(Math.max(MIN_WIDTH, WIDTH_PER_KEY * sorted.size()))
                .height(HEIGHT)
                .title("How much each key mattered, %d trials"
                        .formatted(report.trials().size()))
                .yAxisTitle("share in %")
                .build();
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setYAxisMin(0.0);
        chart.addSeries(
                        "importance",
                        sorted.stream().map(Map.Entry::getKey).toList(),
                        sorted.stream()
                                .map(entry -> (double) Math.round(PERCENT * entry.getValue()))
                                .toList())
                .setFillColor(COLOUR);
        return chart;
    }
}
