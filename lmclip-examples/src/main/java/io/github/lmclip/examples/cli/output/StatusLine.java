package io.github.lmclip.examples.cli.output;

import java.util.function.Supplier;

/**
 * One line of a terminal that is drawn anew every now and then; nothing where there is no terminal. Draws by itself: the
 * library of the other bars takes the signal of Ctrl-C for as long as one is open, and a run would end without saving.
 */
public final class StatusLine {

    private static final int USUAL_WIDTH = 80;
    private static final long BETWEEN_NANOS = 500_000_000;
    private static final String TO_START = "\r";
    private static final String CLEAR_REST = "\u001b[K";

    private final int width;
    private long drawn = System.nanoTime() - BETWEEN_NANOS;

    /** Draws on the terminal of this process, if it has one. */
    public StatusLine() {
        this(terminalWidth());
    }

    /** Draws lines of less than {@code width} characters; at 0, none. */
    public StatusLine(int width) {
        this.width = width;
    }

    /** The launcher says how wide the terminal is, 0 for none; without it, the JVM knows of input and output together only. */
    private static int terminalWidth() {
        return Integer.getInteger("lmclip.terminal", System.console() == null ? 0 : USUAL_WIDTH);
    }

    /** Returns whether there is a terminal. */
    boolean isShown() {
        return width > 0;
    }

    /** Draws the line, if the last one has been there for a while. */
    public void show(Supplier<String> text) {
        if (width > 0 && System.nanoTime() - drawn >= BETWEEN_NANOS) {
            draw(text.get());
        }
    }

    private void draw(String text) {
        // the last column would move some terminals to the next line
        System.err.print(TO_START + text.substring(0, Math.min(text.length(), width - 1)) + CLEAR_REST);
        System.err.flush();
        drawn = System.nanoTime();
    }

    /** Draws the line a last time and leaves it where it is. */
    public void leave(String text) {
        if (width > 0) {
            draw(text);
            System.err.println();
        }
    }

    /** Takes the line away, so that another one can be printed. */
    public void clear() {
        if (width > 0) {
            System.err.print(TO_START + CLEAR_REST);
        }
    }
}
