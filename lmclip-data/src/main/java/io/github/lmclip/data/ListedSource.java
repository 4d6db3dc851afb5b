package io.github.lmclip.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A dataset of one's own: class names, and a list file per split in the format of {@link AnnotationReader}.
 *
 * @param id by which runs and messages call it
 * @param classNames the class names; a class id is an index into this list
 * @param trainList the training split's list
 * @param testList the test split's list
 */
public record ListedSource(String id, List<String> classNames, Path trainList, Path testList) implements DatasetSource {

    /** Copies the names. */
    public ListedSource {
        Objects.requireNonNull(id, "id");
        classNames = List.copyOf(classNames);
        Objects.requireNonNull(trainList, "trainList");
        Objects.requireNonNull(testList, "testList");
    }

    @Override
    public LongTailDataset read(Split split, Path images) {
        Path list = split == Split.TRAIN ? trainList : testList;
        return new AnnotationReader(classNames).read(id + " " + split.word(), list, images);
    }

    /** Returns the folder of the training list. */
    @Override
    public Path defaultImages() {
        Path folder = trainList.toAbsolutePath().getParent();
        return folder == null ? Path.of("") : folder;
    }

    @Override
    public String howToGetImages(Path images) {
        return "Put the images that %s and %s name below %s, or say images(folder)."
                .formatted(trainList, testList, images);
    }
}
