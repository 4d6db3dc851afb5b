package io.github.lmclip.data.formats;

import io.github.lmclip.data.LongTailDataset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The formats that labels are read in. Where class names are not given, they are found in the file, in the order that each
 * format says.
 */
public enum DatasetFormat implements DatasetReader {
    /**
     * The published list format: a line is an image's path and the ids of its classes, {@code path id id ...}. Paths may
     * contain blanks, since ids are split off from the right (a path that ends in a blank and digits would lose them); a
     * line without ids is an image without labels; trailing blanks, blank lines and repeated ids are passed over. Class
     * names, where not given, are those of {@code classes.txt} beside the list.
     */
    LIST("list", new ListReader(), Folders::of),
    /**
     * CSV, see {@link CsvReader}. Found names come in the order of a matrix's columns, else sorted by code point.
     */
    CSV("csv", CsvReader.defaults(), Folders::of),
    /**
     * A folder for each class, named like it, with pictures in it at any depth, known by the end of their names; sorted by
     * path. Classes are sorted by code point. Other files, and what begins with a dot, are passed over; paths start at the
     * folder itself, whatever the options say. A file that is found twice through links is an image that comes twice.
     */
    FOLDERS("folders", new FolderReader(), UnaryOperator.identity()),
    /** COCO's instances, see {@link CocoReader}. Classes come in the order of the category ids. */
    COCO("coco", CocoReader.defaults(), Folders::of),
    /** Pascal VOC's XML, see {@link VocReader}. Found names are sorted by code point. */
    VOC("voc", VocReader.defaults(), VocReader::images),
    /**
     * A JSON object per line, {@code {"image": "path", "labels": ["class name", ...]}}; {@code file_name} or {@code path} may
     * stand for {@code image}, {@code label} or {@code classes} for {@code labels}, one text for a list; other fields are
     * passed over. Found names are sorted by code point.
     */
    JSON_LINES("jsonl", new JsonLinesReader(), Folders::of);

    private final String id;
    private final DatasetReader reader;
    private final UnaryOperator<Path> images;

    DatasetFormat(String id, DatasetReader reader, UnaryOperator<Path> images) {
        this.id = id;
        this.reader = reader;
        this.images = images;
    }

    /** Returns the short name, such as {@code "coco"}. */
    public String id() {
        return id;
    }

    /** Returns the folder that relative paths in {@code source} start at where nobody says another. */
    public Path images(Path source) {
        return images.apply(source);
    }

    /**
     * Returns the format of a short name.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public static DatasetFormat named(String id) {
        return Arrays.stream(values())
                .filter(format -> format.id.equals(id.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no format %s, expected one of %s"
                        .formatted(
                                id,
                                Arrays.stream(values()).map(DatasetFormat::id).collect(Collectors.joining(", ")))));
    }

    /**
     * Returns the format that a file or folder seems to have: by the end of its name ({@code .csv}, {@code .tsv}, {@code
     * .jsonl}, {@code .ndjson}, {@code .xml}), else by how its content begins.
     *
     * @throws io.github.lmclip.data.DatasetException if it cannot be read
     */
    public static DatasetFormat of(Path source) {
        return FormatGuess.of(source);
    }

    @Override
    public LongTailDataset read(String name, Path source, ReadOptions options) {
        return reader.read(name, source, options);
    }
}
