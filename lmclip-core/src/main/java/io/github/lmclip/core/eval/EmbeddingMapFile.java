package io.github.lmclip.core.eval;

import io.github.lmclip.core.eval.EmbeddingMap.PicturePoint;
import io.github.lmclip.core.eval.EmbeddingMap.TextPoint;
import io.github.lmclip.core.watch.WholeFile;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.DatasetException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A map as CSV: {@code kind,number,name,group,labels,x,y}. A picture has its number among the predictions and its labels,
 * separated by semicolons; its group is that of its rarest label. A text has its class's id.
 */
public final class EmbeddingMapFile {

    private static final String PICTURE = "picture";
    private static final String TEXT = "text";
    private static final List<String> COLUMNS = List.of("kind", "number", "name", "group", "labels", "x", "y");

    private EmbeddingMapFile() {}

    /**
     * Writes a file, beside and moved into place.
     *
     * @param predictions those that the map's numbers are of
     * @throws UncheckedIOException if that fails
     */
    public static void write(Path file, EmbeddingMap map, Predictions predictions) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(COLUMNS);
            for (PicturePoint point : map.pictures()) {
                String name = predictions.images().get(point.image());
                String labels = predictions.classes(point.image()).stream()
                        .map(predictions.classNames()::get)
                        .collect(Collectors.joining(";"));
                String group = predictions
                        .rarestGroup(point.image())
                        .map(ClassGroup::word)
                        .orElse("");
                printer.printRecord(PICTURE, point.image(), name, group, labels, point.x(), point.y());
            }
            for (TextPoint point : map.texts()) {
                String name = predictions.classNames().get(point.id());
                String group = predictions.groups().get(point.id()).word();
                printer.printRecord(TEXT, point.id(), name, group, name, point.x(), point.y());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes any text", e);
        }
        WholeFile.write(file, text.toString());
    }

    /**
     * Reads a file.
     *
     * @throws DatasetException if it is none of these; the message names the line
     * @throws UncheckedIOException if it cannot be read
     */
    public static EmbeddingMap read(Path file) {
        List<PicturePoint> pictures = new ArrayList<>();
        List<TextPoint> texts = new ArrayList<>();
        try (Reader in = Files.newBufferedReader(file);
                CSVParser parser = CSVFormat.RFC4180.parse(in)) {
            for (CSVRecord line : parser) {
                if (line.getRecordNumber() > 1) {
                    read(file, line, pictures, texts);
                } else if (!line.toList().equals(COLUMNS)) {
                    throw new DatasetException("%s: expected the columns %s, got %s"
                            .formatted(file, String.join(",", COLUMNS), String.join(",", line)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return new EmbeddingMap(pictures, texts);
    }

    private static void read(Path file, CSVRecord line, List<PicturePoint> pictures, List<TextPoint> texts) {
        try {
            int number = Integer.parseInt(line.get(1));
            double x = Double.parseDouble(line.get(5));
            double y = Double.parseDouble(line.get(6));
            switch (line.get(0)) {
                case PICTURE -> pictures.add(new PicturePoint(number, x, y));
                case TEXT -> texts.add(new TextPoint(number, x, y));
                default -> throw new IllegalArgumentException("kind " + line.get(0));
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new DatasetException("%s:%d: expected picture or text, number, name, group, labels, x, y: %s"
                    .formatted(file, line.getRecordNumber(), e.getMessage()));
        }
    }
}
