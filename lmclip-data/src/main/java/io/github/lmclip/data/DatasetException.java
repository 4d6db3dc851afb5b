package io.github.lmclip.data;

import java.util.List;
import java.util.Objects;

/**
 * Content of a dataset's files that breaks their format; the message gives file, line, what came and was expected. A file
 * is read to its end where that is possible, so one exception may speak of many problems.
 */
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The first problems; a list that serializes. */
    private final String[] shown;

    private final long total;

    /** Creates an exception with a message that says where, what came and what was expected. */
    public DatasetException(String message) {
        this(message, null);
    }

    /** Creates an exception with the file system's complaint as cause; {@code null} where nothing else complained. */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
        shown = new String[] {message};
        total = 1;
    }

    /**
     * Creates an exception that speaks of several problems.
     *
     * @param file what was read
     * @param shown the first problems, at least one, each with its place
     * @param total problems in all, at least as many as are shown
     */
    public DatasetException(String file, List<String> shown, long total) {
        super(message(Objects.requireNonNull(file, "file"), shown, total));
        this.shown = shown.toArray(String[]::new);
        this.total = total;
    }

    private static String message(String file, List<String> shown, long total) {
        if (total == 1) {
            return shown.get(0);
        }
        String lines = String.join("\n  ", shown);
        String more = total > shown.size() ? "\n  and %d more".formatted(total - shown.size()) : "";
        return "%s: %d problems\n  %s%s".formatted(file, total, lines, more);
    }

    /** Returns the first problems, each with its place. */
    public List<String> shown() {
        return List.of(shown);
    }

    /** Returns the number of problems found in all. */
    public long total() {
        return total;
    }
}
