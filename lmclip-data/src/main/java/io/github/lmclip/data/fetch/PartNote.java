package io.github.lmclip.data.fetch;

import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which version of which address a partial file is of.
 *
 * @param address what was asked for
 * @param etag the strong entity tag of the answer, where it had one
 * @param modified the answer's date of last modification, where it had one
 */
record PartNote(String address, Optional<String> etag, Optional<String> modified) {

    private static final String ABSENT = "-";
    private static final String END = "end";

    static PartNote of(String address, HttpHeaders headers) {
        return new PartNote(
                address,
                headers.firstValue("etag").filter(tag -> !tag.startsWith("W/")),
                headers.firstValue("last-modified"));
    }

    /** Returns what a condition on the version names. */
    Optional<String> validator() {
        return etag.or(() -> modified);
    }

    /** Tells whether an answer is of another version, as far as both say. */
    boolean contradicts(PartNote answer) {
        return differ(etag, answer.etag) || etag.isEmpty() && differ(modified, answer.modified);
    }

    private static boolean differ(Optional<String> a, Optional<String> b) {
        return a.isPresent() && b.isPresent() && !a.equals(b);
    }

    String text() {
        return String.join("\n", address, etag.orElse(ABSENT), modified.orElse(ABSENT), END);
    }

    /** Reads what {@link #text} gave; nothing where the writer was cut off. */
    static Optional<PartNote> parse(String text) {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        if (lines.size() != 4 || !lines.get(3).equals(END)) {
            return Optional.empty();
        }
        return Optional.of(new PartNote(lines.get(0), present(lines.get(1)), present(lines.get(2))));
    }

    private static Optional<String> present(String line) {
        return Optional.of(line).filter(value -> !value.equals(ABSENT));
    }
}
