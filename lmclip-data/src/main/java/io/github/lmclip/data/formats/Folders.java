package io.github.lmclip.data.formats;

import java.nio.file.Path;

/** Where files lie. */
final class Folders {

    private Folders() {}

    /** Returns the folder of a file, which may be the one that the program runs in. */
    static Path of(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }
}
