package io.github.lmclip.data.formats;

/** Gson's complaints in one line, without its advice to Java programmers. */
final class JsonComplaint {

    private JsonComplaint() {}

    static String of(Exception e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return Excerpt.of(first.startsWith("Use JsonReader") ? "malformed JSON" + where(first) : first);
    }

    private static String where(String message) {
        int at = message.indexOf(" at line ");
        return at < 0 ? "" : message.substring(at);
    }
}
