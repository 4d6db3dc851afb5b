package io.github.lmclip.data.formats;

/** The beginning of a text of any length, for messages. */
final class Excerpt {

    private static final int SHOWN = 80;

    private Excerpt() {}

    static String of(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
