package io.github.lmclip.examples.cli;

import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Keeps a run's {@link ProgressLine} on the terminal; says nothing where there is none. */
final class ConsoleProgress implements ProgressListener, AutoCloseable {

    private final ProgressLine line;
    private final Optional<ProgressBar> bar;

    ConsoleProgress(String title) {
        this(title, hasTerminal());
    }

    ConsoleProgress(String title, boolean terminal) {
        line = new ProgressLine(title);
        bar = terminal ? Optional.of(drawn(line)) : Optional.empty();
    }

    /** The launcher says whether messages go to a terminal; without it, the JVM knows of input and output together only. */
    private static boolean hasTerminal() {
        String told = System.getProperty("lmclip.terminal");
        return told == null ? System.console() != null : Boolean.parseBoolean(told);
    }

    private static ProgressBar drawn(ProgressLine line) {
        return new ProgressBarBuilder()
                .setRenderer((state, width) -> cut(line.text(), width))
                .setUpdateIntervalMillis(500)
                .build();
    }

    private static String cut(String text, int width) {
        return text.substring(0, Math.min(text.length(), Math.max(0, width)));
    }

    @Override
    public void onStep(StepReport step) {
        line.onStep(step);
        bar.ifPresent(ProgressBar::step);
    }

    @Override
    public void onEpoch(EpochReport epoch) {
        line.onEpoch(epoch);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
