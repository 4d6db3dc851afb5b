package io.github.lmclip.data;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is said about pictures. */
public final class Captions {

    /** Letters of a line that a message shows. */
    private static final int SHOWN = 80;

    private static final String FORMAT = "lines \"path caption\"";

    private Captions() {}

    /**
     * Returns a caption per sample that names its classes in the order of the list, "a photo of a dog, person" as published;
     * a picture without labels is "a photo of a ".
     */
    public static List<String> ofClasses(LongTailDataset split) {
        return ofClasses(split, PromptTemplates.LM_CLIP.templates().get(0));
    }

    /**
     * Returns a caption per sample that names its classes in the order of the list.
     *
     * @param template a sentence with one {@value PromptTemplates#PLACE}, where the names go
     */
    public static List<String> ofClasses(LongTailDataset split, String template) {
        int place = template.indexOf(PromptTemplates.PLACE);
        String before = template.substring(0, place);
        String after = template.substring(place + PromptTemplates.PLACE.length());
        return split.samples().stream()
                .map(sample -> sample.classes().stream()
                        .map(split.classNames()::get)
                        .collect(Collectors.joining(", ", before, after)))
                .toList();
    }

    /**
     * Reads captions written by people: lines {@code path caption} in the order of the split. Blank lines are passed over.
     *
     * @return a caption per sample
     * @throws DatasetException if the file is not of that form, or its paths are not the split's; the message gives file
     *     and line
     */
    public static List<String> read(Path file, LongTailDataset split) {
        List<String> captions = new ArrayList<>();
        List<String> lines = TextFile.lines(file, FORMAT);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                captions.add(caption(lines.get(i), captions.size(), split, "%s:%d".formatted(file, i + 1)));
            }
        }
        if (captions.size() < split.size()) {
            throw new DatasetException("%s has %d captions, expected one for each of the %d images of %s"
                    .formatted(file, captions.size(), split.size(), split.name()));
        }
        return List.copyOf(captions);
    }

    /** Splits after the first blank at which the picture's own path ends, since paths may contain blanks. */
    private static String caption(String line, int image, LongTailDataset split, String place) {
        if (image == split.size()) {
            throw new DatasetException(
                    "%s: one more caption, expected %d as %s has".formatted(place, split.size(), split.name()));
        }
        String picture = split.samples().get(image).picture().name();
        String path = "/" + picture.replace(File.separatorChar, '/');
        for (int blank = line.indexOf(' '); blank > 0; blank = line.indexOf(' ', blank + 1)) {
            if (path.endsWith("/" + line.substring(0, blank))) {
                return line.substring(blank).strip();
            }
        }
        throw new DatasetException("%s: got \"%s\", expected \"path caption\" with the path of %s"
                .formatted(place, line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line, picture));
    }
}
