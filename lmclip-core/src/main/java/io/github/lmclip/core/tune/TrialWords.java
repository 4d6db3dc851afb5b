package io.github.lmclip.core.tune;

import java.util.List;
import java.util.Optional;

/** The lines by which a trial's process tells how it goes; whatever else it prints has another beginning. */
final class TrialWords {

    static final String STEP = "step";
    static final String MEASURED = "measured";
    static final String DIVERGED = "diverged";
    static final String STOPPED = "stopped";
    static final String FAILED = "failed";

    private static final String BEGINNING = "lmclip-trial ";

    private TrialWords() {}

    static String line(String word, Object... more) {
        StringBuilder line = new StringBuilder(BEGINNING).append(word);
        for (Object each : more) {
            line.append(' ').append(each);
        }
        return line.toString().replaceAll("\\R", " ");
    }

    /** Returns the first word and the rest of a line; nothing for a line of somebody else. */
    static Optional<List<String>> parse(String line) {
        if (!line.startsWith(BEGINNING)) {
            return Optional.empty();
        }
        String[] parts = line.substring(BEGINNING.length()).split(" ", 2);
        return Optional.of(List.of(parts[0], parts.length > 1 ? parts[1] : ""));
    }
}
