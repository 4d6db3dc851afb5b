package io.github.lmclip.data.formats;

import io.github.lmclip.data.DatasetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is wrong in a file: the first problems in words, all of them counted. */
final class Problems {

    static final int SHOWN = 20;

    private final List<String> shown = new ArrayList<>();
    private long total;

    /** Counts a problem; its words are asked for only if it is among the first. */
    void add(Supplier<String> problem) {
        if (total++ < SHOWN) {
            shown.add(problem.get());
        }
    }

    boolean isEmpty() {
        return total == 0;
    }

    void refuse(Path file) {
        if (total > 0) {
            throw new DatasetException(file.toString(), shown, total);
        }
    }
}
