package io.github.lmclip.data.formats;

import io.github.lmclip.data.LongTailDataset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * Reads {@link DatasetFormat#CSV}: rows of an image's path and its class names, in further cells or several in one, or of a
 * path and a 0 or 1 for each class that the first row names.
 *
 * <p>Cells are separated by the first of tab, comma and semicolon that the first line has. Quoted cells may hold line
 * ends. A first row is taken for titles if it begins with a usual one ({@code path}, {@code file_name}, {@code image},
 * ...), and for the classes of a matrix if most cells of the second row are 0 or 1.
 *
 * @param separators the characters that separate class names inside a cell; one that separates the cells is left out
 */
public record CsvReader(String separators) implements DatasetReader {

    static final String FORMAT = "rows \"path,class name,...\" or a matrix of 0 and 1 with class names above it";

    /** How far the first line is looked at for what separates cells. */
    private static final int LOOK_AHEAD = 1 << 16;

    /** Checks the separators. */
    public CsvReader {
        Objects.requireNonNull(separators, "separators");
    }

    /** Returns a reader that separates names inside a cell at {@code |} and {@code ;}. */
    public static CsvReader defaults() {
        return new CsvReader("|;");
    }

    /** Returns a reader that separates names inside a cell at other characters, at none if there are none. */
    public CsvReader withSeparators(String characters) {
        return new CsvReader(characters);
    }

    @Override
    public LongTailDataset read(String name, Path source, ReadOptions options) {
        try (BufferedReader text = new BufferedReader(Utf8Reader.open(source, FORMAT), LOOK_AHEAD)) {
            char delimiter = delimiter(text);
            CSVFormat format = CSVFormat.DEFAULT
                    .builder()
                    .setDelimiter(delimiter)
                    .setIgnoreEmptyLines(true)
                    .setIgnoreSurroundingSpaces(true)
                    .get();
            try (CSVParser rows =
                    CSVParser.builder().setReader(text).setFormat(format).get()) {
                String inside = separators.replace(String.valueOf(delimiter), "");
                return new CsvRows(source, options, inside, rows).read(name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + source, e);
        }
    }

    private static char delimiter(BufferedReader text) throws IOException {
        text.mark(LOOK_AHEAD);
        char[] start = new char[LOOK_AHEAD];
        int count = text.read(start, 0, LOOK_AHEAD - 1);
        text.reset();
        String line =
                new String(start, 0, Math.max(0, count)).lines().findFirst().orElse("");
        for (char delimiter : new char[] {'\t', ',', ';'}) {
            if (line.indexOf(delimiter) >= 0) {
                return delimiter;
            }
        }
        return ',';
    }
}
