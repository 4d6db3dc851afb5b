package io.github.lmclip.data.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReaderTest {

    @TempDir
    Path folder;

    private Path root() {
        return folder.resolve("root");
    }

    private void make(String... files) throws IOException {
        for (String file : files) {
            Path place = root().resolve(file);
            Files.createDirectories(place.getParent());
            Files.writeString(place, file);
        }
    }

    private LongTailDataset read(boolean outsideAllowed) {
        return DatasetFormat.FOLDERS.read("test", root(), ReadOptions.defaults().withOutsideAllowed(outsideAllowed));
    }

    private DatasetException refusal() {
        return assertThrows(DatasetException.class, () -> read(false));
    }

    @Test
    void namesClassesAfterFoldersSortedAndFindsPicturesAtAnyDepth() throws IOException {
        make("żaba/1.jpg", "dining table/x/y/2.PNG", "dining table/3.jpeg", "dining table/notes.txt");
        make(".git/4.jpg", "żaba/.DS_Store", "README.md");
        LongTailDataset read = read(false);
        assertEquals(List.of("dining table", "żaba"), read.classNames());
        assertEquals(
                List.of("dining table/3.jpeg", "dining table/x/y/2.PNG", "żaba/1.jpg"),
                read.samples().stream()
                        .map(sample -> root().relativize(
                                        Path.of(sample.picture().name()))
                                .toString())
                        .toList());
        assertEquals(
                List.of(List.of(0), List.of(0), List.of(1)),
                read.samples().stream().map(Sample::classes).toList());
    }

    @Test
    void refusesPicturesInNoClassFolderAndEmptyFolders() throws IOException {
        make("cat/1.jpg", "2.jpg");
        assertEquals(
                root().resolve("2.jpg") + ": lies in no class folder, expected one around it",
                refusal().getMessage());
        Files.delete(root().resolve("2.jpg"));
        Files.delete(root().resolve("cat/1.jpg"));
        assertTrue(refusal().getMessage().contains("has no images, expected a folder for each class"));
    }

    @Test
    void refusesLinksThatLeaveUnlessAllowed() throws IOException {
        make("cat/1.jpg");
        Path dogs = Files.createDirectories(folder.resolve("dogs"));
        Files.writeString(dogs.resolve("2.jpg"), "2");
        Files.createSymbolicLink(root().resolve("dog"), dogs);
        Files.createSymbolicLink(root().resolve("cat/3.jpg"), dogs.resolve("2.jpg"));
        DatasetException refusal = refusal();
        assertEquals(2, refusal.total(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(root().resolve("dog") + ": leaves the folder"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("path cat/3.jpg leaves the folder"), refusal.getMessage());
        Files.delete(root().resolve("cat/3.jpg"));
        assertEquals(List.of("cat", "dog"), read(true).classNames());
    }

    @Test
    void refusesAFileThatComesTwiceByALink() throws IOException {
        make("cat/1.jpg", "dog/2.jpg");
        Files.createSymbolicLink(root().resolve("dog/3.jpg"), root().resolve("cat/1.jpg"));
        String message = refusal().getMessage();
        assertTrue(message.contains("the same file as ") && message.contains("by a link"), message);
    }

    @Test
    void endsWhereLinksLeadInACircle() throws IOException {
        make("cat/1.jpg");
        Files.createSymbolicLink(root().resolve("cat/again"), root());
        String message = refusal().getMessage();
        assertTrue(message.contains("cat/again: cannot be read"), message);
    }
}
