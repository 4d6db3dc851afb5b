package io.github.lmclip.core.watch;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * What a run's folder gets to see of it, beside metrics and checkpoints; nothing here changes the run's result.
 *
 * @param tensorBoard whether to write event files for TensorBoard
 * @param everySteps steps between two points of a curve, at least 1; the last step of an epoch always gives one
 * @param histogramEpochs epochs between two histograms of every parameter and its gradient; 0 for none
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record WatchOptions(boolean tensorBoard, int everySteps, int histogramEpochs)
        implements WatchOptionsCopies.With {

    /** Checks the ranges. */
    public WatchOptions {
        if (everySteps < 1) {
            throw new IllegalArgumentException("everySteps must be >= 1, got " + everySteps);
        }
        if (histogramEpochs < 0) {
            throw new IllegalArgumentException("histogramEpochs must be >= 0, got " + histogramEpochs);
        }
    }

    /** Returns event files with a point for every step, without histograms. */
    public static WatchOptions defaults() {
        return new WatchOptions(true, 1, 0);
    }
}
