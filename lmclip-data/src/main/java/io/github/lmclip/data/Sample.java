package io.github.lmclip.data;

import java.util.List;
import java.util.Objects;

/**
 * A picture and the classes seen in it.
 *
 * @param picture the picture, not decoded yet
 * @param classes the class ids in the order of the list file, without repeats; empty where nothing is labelled
 */
public record Sample(Picture picture, List<Integer> classes) {

    /** Copies the class ids. */
    public Sample {
        Objects.requireNonNull(picture, "picture");
        classes = List.copyOf(classes);
    }
}
