package io.github.lmclip.data.formats;

import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads {@link DatasetFormat#FOLDERS}. */
final class FolderReader implements DatasetReader {

    private static final String FORMAT = "a folder for each class, with pictures in it";

    @Override
    public LongTailDataset read(String name, Path source, ReadOptions options) {
        if (!Files.isDirectory(source)) {
            throw new DatasetException("cannot read %s (no such folder), expected %s".formatted(source, FORMAT));
        }
        ClassTable classes = options.classNames().map(ClassTable::of).orElseGet(ClassTable::found);
        SampleCollector samples = new SampleCollector(source, FORMAT, options.withImages(source), classes);
        new FolderWalk(source, options.outsideAllowed(), samples).run();
        return samples.dataset(name);
    }
}
