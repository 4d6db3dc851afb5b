package io.github.lmclip.data.formats;

import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.Supplier;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of one CSV file. */
final class CsvRows {

    /** A row and the line that it ends at, which is the one it starts at unless a quoted cell has line ends. */
    private record Row(List<String> cells, long line) {}

    private final Path source;
    private final ReadOptions options;
    private final String separators;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;

    CsvRows(Path source, ReadOptions options, String separators, CSVParser parser) {
        this.source = source;
        this.options = options;
        this.separators = separators;
        this.parser = parser;
        records = parser.iterator();
    }

    LongTailDataset read(String name) {
        List<Row> start = new ArrayList<>();
        while (start.size() < 2 && hasNext()) {
            start.add(next());
        }
        List<String> first = start.isEmpty() ? List.of() : start.get(0).cells();
        CsvLayout layout =
                CsvLayout.of(first, start.size() < 2 ? List.of() : start.get(1).cells());
        SampleCollector samples = collector(layout);
        start.stream().skip(layout.header() ? 1 : 0).forEach(row -> add(row, layout, samples));
        while (hasNext()) {
            add(next(), layout, samples);
        }
        return samples.dataset(name);
    }

    private SampleCollector collector(CsvLayout layout) {
        List<String> columns = layout.columns().orElse(List.of());
        if (columns.stream().distinct().count() < columns.size()) {
            throw new DatasetException("%s:1: a class has two columns, expected each of %s once"
                    .formatted(source, Excerpt.of(columns.toString())));
        }
        ClassTable classes =
                options.classNames().or(layout::columns).map(ClassTable::of).orElseGet(ClassTable::found);
        return new SampleCollector(source, CsvReader.FORMAT, options, classes);
    }

    private void add(Row row, CsvLayout layout, SampleCollector samples) {
        Supplier<String> place = () -> source + ":" + row.line();
        if (row.cells().get(0).isEmpty()) {
            samples.problems().add(() -> place.get() + ": the path is empty, expected " + CsvReader.FORMAT);
            return;
        }
        List<String> names = layout.columns()
                .map(columns -> marked(row, columns, samples.problems()))
                .orElseGet(() -> named(row));
        samples.addNamed(row.cells().get(0), names, place);
    }

    private List<String> named(Row row) {
        List<String> names = new ArrayList<>();
        for (String cell : row.cells().subList(1, row.cells().size())) {
            StringTokenizer parts = new StringTokenizer(cell, separators);
            while (parts.hasMoreTokens()) {
                String name = parts.nextToken().strip();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private List<String> marked(Row row, List<String> columns, Problems problems) {
        if (row.cells().size() != columns.size() + 1) {
            problems.add(() -> "%s:%d: %d cells, expected a path and %d times 0 or 1"
                    .formatted(source, row.line(), row.cells().size(), columns.size()));
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            String name = columns.get(column);
            String cell = row.cells().get(column + 1);
            if (!CsvLayout.isFlag(cell)) {
                problems.add(() -> "%s:%d: \"%s\" for class %s, expected 0 or 1"
                        .formatted(source, row.line(), Excerpt.of(cell), name));
            } else if (cell.equals("1")) {
                names.add(name);
            }
        }
        return names;
    }

    private boolean hasNext() {
        try {
            return records.hasNext();
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new DatasetException(
                    "%s:%d: %s, expected %s"
                            .formatted(source, parser.getCurrentLineNumber(), e.getMessage(), CsvReader.FORMAT),
                    e);
        }
    }

    private Row next() {
        CSVRecord row = records.next();
        List<String> cells = new ArrayList<>(row.size());
        row.forEach(cell -> cells.add(cell.strip()));
        return new Row(cells, parser.getCurrentLineNumber());
    }
}
