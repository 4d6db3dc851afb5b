package io.github.lmclip.examples.cli;

import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar of a run's steps, with the loss and the time left. */
final class ConsoleProgress implements ProgressListener, AutoCloseable {

    private final ProgressBar bar;

    ConsoleProgress(String title) {
        bar = new ProgressBarBuilder()
                .setTaskName(title)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .build();
    }

    @Override
    public void onStep(StepReport step) {
        bar.maxHint((long) step.epochs() * step.steps());
        bar.step();
        bar.setExtraMessage("epoch %d/%d, loss %.3f".formatted(step.epoch(), step.epochs(), step.loss()));
    }

    @Override
    public void close() {
        bar.close();
    }
}
