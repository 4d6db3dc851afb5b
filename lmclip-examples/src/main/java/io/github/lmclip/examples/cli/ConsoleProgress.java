package io.github.lmclip.examples.cli;

import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;

/**
 * Keeps a run's {@link ProgressLine} on the terminal; says nothing where there is none. Draws by itself: the library of the
 * other bars takes the signal of Ctrl-C for as long as one is open, and the run would end without saving.
 */
final class ConsoleProgress implements ProgressListener, AutoCloseable {

    private static final int USUAL_WIDTH = 80;
    private static final long BETWEEN_NANOS = 500_000_000;
    private static final String TO_START = "\r";
    private static final String CLEAR_REST = "\u001b[K";

    private final ProgressLine line;
    private final int width;
    private boolean open = true;
    private long drawn = System.nanoTime() - BETWEEN_NANOS;

    ConsoleProgress(String title) {
        this(title, terminalWidth());
    }

    /** Draws lines of less than {@code width} characters; at 0, none. */
    ConsoleProgress(String title, int width) {
        line = new ProgressLine(title);
        this.width = width;
    }

    /** The launcher says how wide the terminal is, 0 for none; without it, the JVM knows of input and output together only. */
    private static int terminalWidth() {
        return Integer.getInteger("lmclip.terminal", System.console() == null ? 0 : USUAL_WIDTH);
    }

    @Override
    public void onStep(StepReport step) {
        line.onStep(step);
        if (width > 0 && System.nanoTime() - drawn >= BETWEEN_NANOS) {
            draw();
        }
    }

    private void draw() {
        String text = line.text();
        // the last column would move some terminals to the next line
        System.err.print(TO_START + text.substring(0, Math.min(text.length(), width - 1)) + CLEAR_REST);
        System.err.flush();
        drawn = System.nanoTime();
    }

    @Override
    public void onEpoch(EpochReport epoch) {
        line.onEpoch(epoch);
    }

    /** Leaves the last line where it is. */
    @Override
    public void close() {
        if (open && width > 0) {
            draw();
            System.err.println();
        }
        open = false;
    }
}
