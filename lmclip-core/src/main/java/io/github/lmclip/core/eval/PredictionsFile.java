package io.github.lmclip.core.eval;

import io.github.lmclip.core.watch.WriteFailure;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.DatasetException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Predictions as CSV, exact to the bit: the first line is {@code image,labels,CLASS...}, the second {@code
 * group,,head,tail...}, then one line per picture with its name, the ids of the classes that it shows, separated by blanks,
 * and its logits.
 */
public final class PredictionsFile {

    private static final String IMAGE = "image";
    private static final String LABELS = "labels";
    private static final String GROUP = "group";

    /** Columns before the first class. */
    private static final int BEFORE = 2;

    private PredictionsFile() {}

    /**
     * Writes a file, beside and moved into place.
     *
     * @throws UncheckedIOException if that fails
     */
    public static void write(Path file, Predictions predictions) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (Writer out = Files.newBufferedWriter(part);
                    CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
                printer.printRecord(row(IMAGE, LABELS, predictions.classNames()));
                printer.printRecord(row(
                        GROUP,
                        "",
                        predictions.groups().stream().map(PredictionsFile::word).toList()));
                for (int image = 0; image < predictions.size(); image++) {
                    printer.printRecord(row(predictions, image));
                }
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw WriteFailure.of(file, e);
        }
    }

    private static List<String> row(Predictions predictions, int image) {
        String labels = IntStream.range(0, predictions.classNames().size())
                .filter(id -> predictions.shows(image, id))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));
        float[] logits = predictions.logits()[image];
        List<String> values = IntStream.range(0, logits.length)
                .mapToObj(id -> Float.toString(logits[id]))
                .toList();
        return row(predictions.images().get(image), labels, values);
    }

    private static List<String> row(String first, String second, List<String> rest) {
        List<String> row = new ArrayList<>(List.of(first, second));
        row.addAll(rest);
        return row;
    }

    private static String word(ClassGroup group) {
        return group.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a file.
     *
     * @throws DatasetException if there is none, or it is none of these; the message names the line
     * @throws UncheckedIOException if it cannot be read
     */
    public static Predictions read(Path file) {
        try (Reader in = Files.newBufferedReader(file);
                CSVParser parser = CSVFormat.RFC4180.parse(in)) {
            List<CSVRecord> lines = parser.getRecords();
            if (lines.size() <= BEFORE || !isHead(lines.get(0), IMAGE, LABELS) || !isHead(lines.get(1), GROUP, "")) {
                throw new DatasetException(
                        "%s: expected the lines \"%s,%s,CLASS...\" and \"%s,,GROUP...\", then a picture"
                                .formatted(file, IMAGE, LABELS, GROUP));
            }
            return predictions(file, lines);
        } catch (NoSuchFileException e) {
            throw new DatasetException("%s: no such file, expected saved predictions".formatted(file));
        } catch (UncheckedIOException | CharacterCodingException e) {
            // the CSV parser's own complaint, or bytes that are no text
            throw new DatasetException("%s: no CSV file, expected saved predictions".formatted(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static boolean isHead(CSVRecord line, String first, String second) {
        return line.size() > BEFORE && line.get(0).equals(first) && line.get(1).equals(second);
    }

    private static Predictions predictions(Path file, List<CSVRecord> lines) {
        List<String> names = rest(lines.get(0));
        List<ClassGroup> groups =
                rest(lines.get(1)).stream().map(word -> group(file, word)).toList();
        if (groups.size() != names.size()) {
            throw new DatasetException("%s:2: expected %d groups, got %d".formatted(file, names.size(), groups.size()));
        }
        List<CSVRecord> pictures = lines.subList(BEFORE, lines.size());
        float[][] logits = new float[pictures.size()][];
        boolean[][] targets = new boolean[pictures.size()][];
        for (int image = 0; image < logits.length; image++) {
            CSVRecord line = pictures.get(image);
            if (line.size() != names.size() + BEFORE) {
                throw problem(file, line, "expected %d values, got %d".formatted(names.size() + BEFORE, line.size()));
            }
            logits[image] = logits(file, line);
            targets[image] = targets(file, line, names.size());
        }
        List<String> images = pictures.stream().map(line -> line.get(0)).toList();
        return new Predictions(images, names, groups, logits, targets);
    }

    private static List<String> rest(CSVRecord line) {
        return line.stream().skip(BEFORE).toList();
    }

    private static ClassGroup group(Path file, String word) {
        return Arrays.stream(ClassGroup.values())
                .filter(group -> word(group).equals(word))
                .findFirst()
                .orElseThrow(() -> new DatasetException(
                        "%s:2: a group is one of head, medium, tail, got \"%s\"".formatted(file, word)));
    }

    private static float[] logits(Path file, CSVRecord line) {
        float[] logits = new float[line.size() - BEFORE];
        for (int id = 0; id < logits.length; id++) {
            try {
                logits[id] = Float.parseFloat(line.get(id + BEFORE));
            } catch (NumberFormatException e) {
                throw problem(file, line, "expected a number, got \"%s\"".formatted(line.get(id + BEFORE)));
            }
            if (!Float.isFinite(logits[id])) {
                throw problem(file, line, "expected a finite number, got %s".formatted(logits[id]));
            }
        }
        return logits;
    }

    private static boolean[] targets(Path file, CSVRecord line, int classes) {
        boolean[] targets = new boolean[classes];
        List<String> words = line.get(1).isBlank()
                ? Collections.emptyList()
                : List.of(line.get(1).strip().split("\\s+"));
        for (String word : words) {
            if (!word.matches("\\d{1,9}") || Integer.parseInt(word) >= classes) {
                throw problem(file, line, "class ids are in [0, %d), got \"%s\"".formatted(classes, word));
            }
            targets[Integer.parseInt(word)] = true;
        }
        return targets;
    }

    private static DatasetException problem(Path file, CSVRecord line, String what) {
        return new DatasetException("%s:%d: %s".formatted(file, line.getRecordNumber(), what));
    }
}
