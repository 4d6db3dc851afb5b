package io.github.lmclip.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is said about pictures and classes. */
public final class Captions {

    /** The published prompt; no article is mended: "a photo of a aeroplane". */
    private static final String PREFIX = "a photo of a ";

    private Captions() {}

    /** Returns the prompt of a class. */
    public static String prompt(String className) {
        return PREFIX + className;
    }

    /** Returns the prompts of all classes, in the order of the ids. */
    public static List<String> prompts(List<String> classNames) {
        return classNames.stream().map(Captions::prompt).toList();
    }

    /**
     * Returns a caption per sample that names its classes in the order of the list, "a photo of a dog, person"; a picture
     * without labels is "a photo of a ".
     */
    public static List<String> ofClasses(LongTailDataset split) {
        return split.samples().stream()
                .map(sample -> sample.classes().stream()
                        .map(split.classNames()::get)
                        .collect(Collectors.joining(", ", PREFIX, "")))
                .toList();
    }

    /**
     * Reads captions written by people: lines {@code path caption} in the order of the split.
     *
     * @return a caption per sample
     * @throws DatasetException if the file is not of that form, or its paths are not the split's
     */
    public static List<String> read(Path file, LongTailDataset split) {
        List<String> captions = new ArrayList<>();
        List<String> lines = TextFile.lines(file, "lines \"path caption\"").stream()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.size() != split.size()) {
            throw new DatasetException(
                    "%s has %d captions, %s has %d images".formatted(file, lines.size(), split.name(), split.size()));
        }
        for (int i = 0; i < lines.size(); i++) {
            int blank = lines.get(i).indexOf(' ');
            String path = blank < 0 ? lines.get(i) : lines.get(i).substring(0, blank);
            String expected = split.samples().get(i).picture().name();
            if (!Path.of(expected).endsWith(Path.of(path))) {
                throw new DatasetException(
                        "%s: caption %d is of %s, image %d is %s".formatted(file, i + 1, path, i + 1, expected));
            }
            captions.add(blank < 0 ? "" : lines.get(i).substring(blank + 1));
        }
        return captions;
    }
}
