package io.github.lmclip.data.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String first(LongTailDataset read) {
        return read.samples().get(0).picture().name();
    }

    @Test
    void testImagesHaveTheClassesOfTheTrainingFile() throws IOException {
        Path train = file("train.csv", "a.jpg,dog\nb.jpg,cat");
        FileSource source = FileSource.of("own", train, file("test.csv", "c.jpg,dog"), ReadOptions.defaults());
        assertEquals(List.of("cat", "dog"), source.classNames());
        LongTailDataset test = source.read(Split.TEST, folder);
        assertEquals("own test", test.name());
        assertEquals(List.of(1), test.samples().get(0).classes());
        file("test.csv", "c.jpg,bird");
        String message = assertThrows(DatasetException.class, () -> source.read(Split.TEST, folder))
                .getMessage();
        assertTrue(message.contains(":1: unknown class \"bird\", expected one of [cat, dog]"), message);
    }

    @Test
    void pathsStartAtEachFilesFolderUnlessOneIsNamed() throws IOException {
        Path train = file("in/train.csv", "a.jpg,dog");
        Path test = file("out/test.csv", "a.jpg,dog");
        FileSource source = FileSource.of("own", train, test, ReadOptions.defaults());
        assertEquals(folder.resolve("in"), source.defaultImages());
        assertEquals(folder.resolve("out/a.jpg").toString(), first(source.read(Split.TEST, source.defaultImages())));
        assertEquals(folder.resolve("a.jpg").toString(), first(source.read(Split.TEST, folder)));
        FileSource named =
                FileSource.of("own", train, test, ReadOptions.defaults().withImages(folder));
        assertEquals(folder.resolve("a.jpg").toString(), first(named.read(Split.TEST, named.defaultImages())));
        assertTrue(source.howToGetImages(folder).contains(train + " and " + test));
    }

    @Test
    void needsClassNames() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> new FileSource("own", DatasetFormat.CSV, ReadOptions.defaults(), folder, folder));
        assertEquals("the options of own have no class names, expected some", refusal.getMessage());
    }

    @Test
    void formatsAreKnownByNameAndByContent() throws IOException {
        for (DatasetFormat format : DatasetFormat.values()) {
            assertEquals(format, DatasetFormat.named(format.id().toUpperCase(java.util.Locale.ROOT)));
        }
        String message = assertThrows(IllegalArgumentException.class, () -> DatasetFormat.named("xls"))
                .getMessage();
        assertEquals("no format xls, expected one of list, csv, folders, coco, voc, jsonl", message);
        assertEquals(DatasetFormat.LIST, DatasetFormat.of(file("a.txt", "a, b.jpg 3\n")));
        assertEquals(DatasetFormat.CSV, DatasetFormat.of(file("b.txt", "path,class\na.jpg,dog\n")));
        assertEquals(
                DatasetFormat.JSON_LINES, DatasetFormat.of(file("c.json", "{\"image\": \"a\"}\n{\"image\": \"b\"}")));
        assertEquals(DatasetFormat.COCO, DatasetFormat.of(file("d.json", "{\"images\": []}")));
        assertEquals(DatasetFormat.COCO, DatasetFormat.of(file("e.json", "{\n \"info\": {}\n,")));
        assertEquals(DatasetFormat.VOC, DatasetFormat.of(file("f", "<annotation/>")));
        assertEquals(DatasetFormat.FOLDERS, DatasetFormat.of(folder));
    }
}
