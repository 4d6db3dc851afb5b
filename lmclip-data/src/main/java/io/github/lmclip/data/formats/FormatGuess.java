package io.github.lmclip.data.formats;

import io.github.lmclip.data.DatasetException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells a format by the end of a name, or by the first letters of the content. */
final class FormatGuess {

    private static final int LOOK_AHEAD = 1 << 14;

    /** An object that ends with its line, and nothing or another object behind it. */
    private static final Pattern JSON_LINE =
            Pattern.compile("\\s*\\{[^\r\n]*}[ \t]*([\r\n]+\\s*\\{.*|\\s*)", Pattern.DOTALL);

    private static final String COCO_FIELDS = "\"(images|annotations|categories)\"\\s*:\\s*\\[";

    private FormatGuess() {}

    static DatasetFormat of(Path source) {
        if (Files.isDirectory(source)) {
            return hasXml(source) ? DatasetFormat.VOC : DatasetFormat.FOLDERS;
        }
        String name = source.getFileName().toString().toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv", "tsv" -> DatasetFormat.CSV;
            case "jsonl", "ndjson" -> DatasetFormat.JSON_LINES;
            case "xml" -> DatasetFormat.VOC;
            default -> byContent(start(source));
        };
    }

    private static boolean hasXml(Path folder) {
        if (Files.isDirectory(folder.resolve("Annotations"))) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(VocReader::isXml);
        } catch (IOException e) {
            throw new DatasetException("cannot read %s (%s), expected a folder of data".formatted(folder, e), e);
        }
    }

    private static DatasetFormat byContent(String start) {
        String text = start.stripLeading();
        if (text.startsWith("<")) {
            return DatasetFormat.VOC;
        }
        if (text.startsWith("{")) {
            boolean line = JSON_LINE.matcher(text).matches()
                    && !Pattern.compile(COCO_FIELDS).matcher(text).find();
            return line ? DatasetFormat.JSON_LINES : DatasetFormat.COCO;
        }
        String first = text.lines().findFirst().orElse("");
        boolean titles =
                CsvLayout.of(List.of(first.split("[,;\t]", -1)), List.of()).header();
        return titles && !first.equals(first.split("[,;\t]", -1)[0]) ? DatasetFormat.CSV : DatasetFormat.LIST;
    }

    private static String start(Path file) {
        try (Reader text = Utf8Reader.open(file, "labels")) {
            char[] letters = new char[LOOK_AHEAD];
            return new String(letters, 0, Math.max(0, text.read(letters, 0, LOOK_AHEAD)));
        } catch (IOException e) {
            throw new DatasetException("cannot read %s (%s), expected a file of labels".formatted(file, e), e);
        }
    }
}
