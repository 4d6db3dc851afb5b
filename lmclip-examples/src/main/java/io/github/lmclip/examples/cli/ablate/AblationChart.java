package io.github.lmclip.examples.cli.ablate;

import io.github.lmclip.core.ablation.AblationReport;
import io.github.lmclip.core.ablation.AblationRow;
import io.github.lmclip.core.eval.GroupMeans.Part;
import io.github.lmclip.core.eval.PairedDifference;
import io.github.lmclip.core.eval.ScoreKind;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The difference of each variant to the first, a bar for each group of classes with its interval. */
final class AblationChart {

    private static final int HEIGHT = 600;
    private static final int MIN_WIDTH = 700;
    private static final int WIDTH_PER_VARIANT = 90;

    private static final Map<Part, Color> COLOURS = Map.of(
            Part.TOTAL, new Color(0x555555),
            Part.HEAD, new Color(0x4c72b0),
            Part.MEDIUM, new Color(0xdd8452),
            Part.TAIL, new Color(0xc44e52));

    private AblationChart() {}

    /**
     * Draws a report.
     *
     * @throws IllegalArgumentException if there is no difference to draw
     */
    static CategoryChart of(AblationReport report, ScoreKind score) {
        List<AblationRow> rows = report.rows(score).stream()
                .filter(row -> row.difference().isPresent())
                .toList();
        List<String> names = rows.stream().map(AblationRow::variant).distinct().toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("--chart needs two variants with finished runs from one seed");
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(Math.max(MIN_WIDTH, WIDTH_PER_VARIANT * names.size()))
                .height(HEIGHT)
                .yAxisTitle("mAP minus that of "
                        + report.ablation().variants().get(0).name() + ", points")
                .build();
        chart.getStyler().setXAxisLabelRotation(names.size() > 5 ? 45 : 0);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        for (Part part : Part.values()) {
            add(chart, part, names, rows);
        }
        return chart;
    }

    private static void add(CategoryChart chart, Part part, List<String> names, List<AblationRow> rows) {
        List<Optional<PairedDifference>> found = names.stream()
                .map(name -> rows.stream()
                        .filter(row -> row.variant().equals(name) && row.part() == part)
                        .findFirst()
                        .flatMap(AblationRow::difference))
                .toList();
        if (found.stream().anyMatch(Optional::isPresent)) {
            List<Double> bars = found.stream()
                    .map(difference -> difference
                            .map(each -> 100 * each.difference().mean())
                            .orElse(0.0))
                    .toList();
            List<Double> reach = found.stream()
                    .map(difference -> difference.map(AblationChart::reach).orElse(0.0))
                    .toList();
            chart.addSeries(part.word(), names, bars, reach).setFillColor(COLOURS.get(part));
        }
    }

    /** Returns half of the interval in points; nothing where one seed alone gives none. */
    private static double reach(PairedDifference difference) {
        double reach = 100 * (difference.high() - difference.low()) / 2;
        return Double.isFinite(reach) ? reach : 0;
    }
}
