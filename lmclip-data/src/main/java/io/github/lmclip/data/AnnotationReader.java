package io.github.lmclip.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the published list format: a line is an image's path and the ids of its classes, {@code path id id ...}. Paths
 * may contain blanks, since ids are split off from the right (a path that ends in a blank and digits would lose them); a
 * line without ids is an image without labels; trailing blanks, blank lines and repeated ids are passed over; the text is
 * UTF-8, with or without byte-order mark, with any line ends.
 */
public final class AnnotationReader {

    private static final Pattern LAST_ID = Pattern.compile("(.*\\S)\\s+(-?\\d+)", Pattern.DOTALL);

    private static final String FORMAT = "lines \"path id id ...\"";

    private final List<String> classNames;

    /**
     * Creates a reader for a set of classes.
     *
     * @param classNames the class names; a class id is an index into this list
     */
    public AnnotationReader(List<String> classNames) {
        this.classNames = List.copyOf(classNames);
    }

    /**
     * Reads a list file.
     *
     * @param name of the resulting dataset
     * @param list the file
     * @param images the folder that the paths start at
     * @throws DatasetException if the list is missing, empty, no text, names an id outside the classes, or a path that
     *     leaves the folder; the message gives file and line
     */
    public LongTailDataset read(String name, Path list, Path images) {
        List<Sample> samples = new ArrayList<>();
        List<String> lines = TextFile.lines(list, FORMAT);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                samples.add(sample(lines.get(i), "%s:%d".formatted(list, i + 1), images));
            }
        }
        if (samples.isEmpty()) {
            throw new DatasetException("%s has no images, expected %s".formatted(list, FORMAT));
        }
        return new LongTailDataset(name, classNames, samples);
    }

    private Sample sample(String line, String place, Path images) {
        List<Integer> ids = new ArrayList<>();
        String path = line.strip();
        for (Matcher last = LAST_ID.matcher(path); last.matches(); last = LAST_ID.matcher(path)) {
            ids.add(0, id(last.group(2), place));
            path = last.group(1);
        }
        Set<Integer> distinct = new LinkedHashSet<>(ids);
        return new Sample(Picture.file(inside(images, path, place)), List.copyOf(distinct));
    }

    private int id(String digits, String place) {
        try {
            int id = Integer.parseInt(digits);
            if (id >= 0 && id < classNames.size()) {
                return id;
            }
        } catch (NumberFormatException e) {
            // longer than any id: outside, too
        }
        throw new DatasetException("%s: class id %s is outside [0, %d)".formatted(place, digits, classNames.size()));
    }

    /** Returns the path below the folder of the images. */
    static Path inside(Path images, String path, String place) {
        Path relative = path(images, path, place).normalize();
        if (relative.getRoot() != null || relative.startsWith("..")) {
            throw new DatasetException(
                    "%s: path %s leaves the folder %s, expected one below it".formatted(place, path, images));
        }
        if (relative.toString().isEmpty()) {
            throw new DatasetException(
                    "%s: path %s is the folder %s, expected a file below it".formatted(place, path, images));
        }
        return images.resolve(relative);
    }

    private static Path path(Path images, String path, String place) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new DatasetException(
                    "%s: \"%s\" is no path, expected one below %s".formatted(place, path, images), e);
        }
    }
}
