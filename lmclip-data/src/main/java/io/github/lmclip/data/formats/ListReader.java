package io.github.lmclip.data.formats;

import io.github.lmclip.data.ClassNames;
import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Reads {@link DatasetFormat#LIST}, in time linear in the length of every line. */
final class ListReader implements DatasetReader {

    private static final String FORMAT = "lines \"path id id ...\"";

    @Override
    public LongTailDataset read(String name, Path source, ReadOptions options) {
        try (BufferedReader lines = new BufferedReader(Utf8Reader.open(source, FORMAT))) {
            ClassTable classes = ClassTable.of(options.classNames().orElseGet(() -> besides(source)));
            SampleCollector samples = new SampleCollector(source, FORMAT, options, classes);
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int here = number++;
                if (!line.isBlank()) {
                    add(line.strip(), samples, () -> source + ":" + here);
                }
            }
            return samples.dataset(name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + source, e);
        }
    }

    private static List<String> besides(Path source) {
        Path names = Folders.of(source).resolve("classes.txt");
        if (!Files.exists(names)) {
            throw new DatasetException(
                    "%s has ids only, expected class names to be given or to lie in %s".formatted(source, names));
        }
        return ClassNames.read(names);
    }

    /** Splits ids off from the right, as long as a number stands behind a blank. */
    private static void add(String line, SampleCollector samples, Supplier<String> place) {
        ReversedIds ids = new ReversedIds();
        int end = line.length();
        for (int blank = blankBeforeId(line, end); blank >= 0; blank = blankBeforeId(line, end)) {
            ids.add(id(line, blank + 1, end, samples, place));
            end = blank;
            while (isBlank(line.charAt(end - 1))) {
                end--;
            }
        }
        samples.add(line.substring(0, end), ids.inOrder(), place);
    }

    /** Returns the place of the blank before the last word if that word is a number, or -1. */
    private static int blankBeforeId(String line, int end) {
        int start = end;
        while (start > 0 && isDigit(line.charAt(start - 1))) {
            start--;
        }
        if (start == end) {
            return -1;
        }
        if (start > 0 && line.charAt(start - 1) == '-') {
            start--;
        }
        return start > 0 && isBlank(line.charAt(start - 1)) ? start - 1 : -1;
    }

    /** The blanks of the published format; others belong to names. */
    private static boolean isBlank(char letter) {
        return letter == ' ' || letter >= '\t' && letter <= '\r';
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    /** Returns the id, or one that {@link ReversedIds} leaves out, with a problem, if there is no such class. */
    private static int id(String line, int start, int end, SampleCollector samples, Supplier<String> place) {
        int classes = samples.classes().size();
        long id = line.charAt(start) == '-' ? -1 : 0;
        for (int i = start; i < end && id >= 0 && id < classes; i++) {
            id = 10 * id + line.charAt(i) - '0';
        }
        if (id >= 0 && id < classes) {
            return (int) id;
        }
        samples.problems().add(() -> "%s: class id %s is outside [0, %d)"
                .formatted(place.get(), Excerpt.of(line.substring(start, end)), classes));
        return ReversedIds.NONE;
    }
}
