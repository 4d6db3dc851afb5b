package io.github.lmclip.core.checkpoint;

/** How messages show what came from a file. */
final class Shown {

    /** How many things of one kind a message names. */
    static final int FEW = 5;

    private static final int LONGEST = 100;

    private Shown() {}

    /** Returns a name that is not too long for a message. */
    static String name(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...";
    }
}
