package io.github.lmclip.examples.cli.weights;

import io.github.lmclip.core.WeightInterpolation.Point;
import io.github.lmclip.core.eval.GroupMeans;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** mAP in total and by group along the line from the zero-shot to the fine-tuned weights. */
final class AlphaChart {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;
    private static final int PERCENT = 100;

    private AlphaChart() {}

    /** Returns the chart; a group without classes has no line. */
    static XYChart of(List<Point> points, String split) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle("alpha: 0 zero-shot, 1 fine-tuned")
                .yAxisTitle("mAP in %, " + split)
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        add(chart, "total", points, GroupMeans::total);
        add(chart, "head", points, GroupMeans::head);
        add(chart, "medium", points, GroupMeans::medium);
        add(chart, "tail", points, GroupMeans::tail);
        return chart;
    }

    private static void add(XYChart chart, String name, List<Point> points, ToDoubleFunction<GroupMeans> group) {
        double[] alphas = points.stream().mapToDouble(Point::alpha).toArray();
        double[] means = points.stream()
                .mapToDouble(point ->
                        PERCENT * group.applyAsDouble(point.evaluation().meanAveragePrecision()))
                .toArray();
        if (!Double.isNaN(means[0])) {
            chart.addSeries(name, alphas, means);
        }
    }
}
