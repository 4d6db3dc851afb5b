package io.github.lmclip.data.formats;

import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads {@link DatasetFormat#VOC}, annotations of Pascal VOC: one XML file, a folder of them, or a folder with {@code
 * Annotations} and {@code JPEGImages} in it. Document type declarations and entities are refused. Images come in the order
 * of the XML files' names; one without objects is an image without labels. Relative paths start at {@code JPEGImages} beside
 * the folder of the XML files, or, where there is none, at that folder itself.
 *
 * @param difficult whether objects marked as difficult count as labels
 */
public record VocReader(boolean difficult) implements DatasetReader {

    static final String FORMAT = "Pascal VOC annotations (XML)";

    /** Returns a reader for which difficult objects count, as they do in the published lists of VOC-MLT. */
    public static VocReader defaults() {
        return new VocReader(true);
    }

    /** Returns a reader for which difficult objects count, or do not. */
    public VocReader withDifficult(boolean counted) {
        return new VocReader(counted);
    }

    @Override
    public LongTailDataset read(String name, Path source, ReadOptions options) {
        ClassTable classes = options.classNames().map(ClassTable::of).orElseGet(ClassTable::found);
        Path images = options.images().orElseGet(() -> images(source));
        SampleCollector samples = new SampleCollector(source, FORMAT, options.withImages(images), classes);
        for (Path file : files(annotations(source))) {
            try {
                VocFile.read(file, difficult).addTo(samples);
            } catch (DatasetException e) {
                samples.problems().add(e::getMessage);
            }
        }
        return samples.dataset(name);
    }

    private static Path annotations(Path source) {
        Path below = source.resolve("Annotations");
        return Files.isDirectory(below) ? below : source;
    }

    /** Returns the folder of the images that belong to a file, a folder of files, or the folder around that. */
    static Path images(Path source) {
        Path files = annotations(source);
        Path folder = Files.isDirectory(files) ? files : Folders.of(files);
        Path images = folder.resolveSibling("JPEGImages");
        return Files.isDirectory(images) ? images : folder;
    }

    private static List<Path> files(Path place) {
        if (!Files.exists(place)) {
            throw new DatasetException("cannot read %s (no such file or folder), expected %s".formatted(place, FORMAT));
        }
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> all = Files.list(place)) {
            return all.filter(VocReader::isXml).sorted().toList();
        } catch (IOException e) {
            throw new DatasetException("cannot read %s (%s), expected %s".formatted(place, e, FORMAT), e);
        }
    }

    static boolean isXml(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".xml");
    }
}
