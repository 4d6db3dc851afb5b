package io.github.lmclip.data.fetch;

import java.nio.file.Path;
import java.util.Optional;

/** Looks at a file's content before it counts as fetched; called by several threads where downloads run in parallel. */
@FunctionalInterface
public interface FileCheck {

    /** Lets every file pass. */
    FileCheck NONE = file -> Optional.empty();

    /** Returns what is wrong with a file, nothing if it is as it should be. */
    Optional<String> complaint(Path file);
}
