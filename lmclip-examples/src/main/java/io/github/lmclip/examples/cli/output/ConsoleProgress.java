package io.github.lmclip.examples.cli.output;

import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;

/** Keeps a run's {@link ProgressLine} on the terminal; prints a line for each epoch where there is none. */
public final class ConsoleProgress implements ProgressListener, AutoCloseable {

    private final ProgressLine line;
    private final StatusLine status;
    private boolean open = true;

    public ConsoleProgress(String title) {
        this(title, new StatusLine());
    }

    public ConsoleProgress(String title, StatusLine status) {
        line = new ProgressLine(title);
        this.status = status;
    }

    @Override
    public void onStep(StepReport step) {
        line.onStep(step);
        status.show(line::text);
    }

    @Override
    public void onEpoch(EpochReport epoch) {
        line.onEpoch(epoch);
        if (!status.isShown()) {
            System.err.println(line.of(epoch));
        }
    }

    /** Leaves the last line where it is. */
    @Override
    public void close() {
        if (open) {
            status.leave(line.text());
        }
        open = false;
    }
}
