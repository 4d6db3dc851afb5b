package io.github.lmclip.examples.cli.data;

import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.examples.cli.output.ChartFile;
import java.awt.Color;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A bar for each class, the most frequent first, coloured by group, on a logarithmic axis. */
final class CountChart {

    private static final int HEIGHT = 600;
    private static final int MIN_WIDTH = 700;
    private static final int MAX_WIDTH = 20_000;
    private static final int WIDTH_PER_CLASS = 22;

    private static final List<Color> COLOURS = List.of(new Color(0x4c72b0), new Color(0xdd8452), new Color(0xc44e52));

    private CountChart() {}

    /** Draws to a file whose suffix says how: {@code .png} or {@code .svg}. */
    static void write(List<String> names, List<Integer> counts, Path file) {
        ChartFile.write(chart(names, counts), file);
    }

    private static CategoryChart chart(List<String> names, List<Integer> counts) {
        List<Integer> order = IntStream.range(0, counts.size())
                .boxed()
                .sorted(Comparator.comparing((Integer id) -> -counts.get(id)))
                .toList();
        int width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, WIDTH_PER_CLASS * counts.size()));
        CategoryChart chart = new CategoryChartBuilder()
                .width(width)
                .height(HEIGHT)
                .yAxisTitle("images")
                .build();
        chart.getStyler().setOverlapped(true);
        chart.getStyler().setXAxisLabelRotation(90);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(0.5);
        List<String> sorted = order.stream().map(names::get).toList();
        for (ClassGroup group : ClassGroup.values()) {
            List<Number> bars =
                    order.stream().map(id -> bar(counts.get(id), group)).toList();
            if (bars.stream().anyMatch(bar -> bar.doubleValue() > 0.5)) {
                chart.addSeries(group.word(), sorted, bars).setFillColor(COLOURS.get(group.ordinal()));
            }
        }
        return chart;
    }

    /** Returns the bar's height; one of no images, or of another group, is as low as the axis begins. */
    private static Number bar(int count, ClassGroup group) {
        return count > 0 && ClassGroup.of(count) == group ? count : 0.5;
    }
}
