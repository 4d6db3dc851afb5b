package io.github.lmclip.data;

import java.util.List;
import java.util.Objects;

/**
 * One split: its samples and the names of its classes. Read once, checked while it is read, and never changed.
 *
 * @param name what runs and messages call it, such as {@code "voc-mlt train"}
 * @param classNames the class names; a class id is an index into this list
 * @param samples the samples in the order of the list file
 */
public record LongTailDataset(String name, List<String> classNames, List<Sample> samples) {

    /**
     * Copies both lists.
     *
     * @throws DatasetException if a sample names a class id outside the class names
     */
    public LongTailDataset {
        Objects.requireNonNull(name, "name");
        classNames = List.copyOf(classNames);
        samples = List.copyOf(samples);
        for (Sample sample : samples) {
            for (int id : sample.classes()) {
                if (id < 0 || id >= classNames.size()) {
                    throw new DatasetException("%s: %s has class id %d, expected one in [0, %d)"
                            .formatted(name, sample.picture().name(), id, classNames.size()));
                }
            }
        }
    }

    /** Returns the number of samples. */
    public int size() {
        return samples.size();
    }
}
