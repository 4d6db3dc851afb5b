package io.github.lmclip.examples.cli.tune;

import io.github.lmclip.core.tune.RungResult;
import io.github.lmclip.core.tune.Trial;
import io.github.lmclip.core.tune.TuneReport;
import io.github.lmclip.core.tune.Tuning;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What every trial came to at each rung, in the order in which points were chosen, and the best of the last rung so far. */
final class HistoryChart {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 500;
    private static final int PERCENT = 100;

    private HistoryChart() {}

    static XYChart of(TuneReport report) {
        Tuning tuning = report.tuning();
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle("trial")
                .yAxisTitle("mAP in %%, %s, held-out pictures"
                        .formatted(tuning.aim().part().word()))
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        List<Integer> epochs = tuning.halving().epochs();
        for (int rung = 0; rung < epochs.size(); rung++) {
            add(chart, report, rung, "after " + epochs.get(rung));
        }
        best(chart, report, epochs.size() - 1);
        return chart;
    }

    private static void add(XYChart chart, TuneReport report, int rung, String name) {
        List<Double> trials = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        for (Trial trial : report.trials()) {
            if (trial.hasResult(rung)) {
                trials.add((double) trial.number());
                scores.add(score(report, trial.results().get(rung)));
            }
        }
        if (!trials.isEmpty()) {
            chart.addSeries(name, trials, scores).setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        }
    }

    private static void best(XYChart chart, TuneReport report, int top) {
        List<Double> trials = new ArrayList<>();
        List<Double> bests = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (Trial trial : report.trials()) {
            best = trial.hasResult(top)
                    ? Math.max(best, score(report, trial.results().get(top)))
                    : best;
            if (Double.isFinite(best)) {
                trials.add((double) trial.number());
                bests.add(best);
            }
        }
        if (!trials.isEmpty()) {
            XYSeries line = chart.addSeries("best so far", trials, bests);
            line.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Step);
            line.setMarker(SeriesMarkers.NONE);
        }
    }

    private static double score(TuneReport report, RungResult result) {
        return PERCENT * report.tuning().aim().of(result.means());
    }
}
