package io.github.lmclip.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.lmclip.core.weights.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteFailureTest {

    @Test
    void ofAFolderNoClassOfJavaIsNamed() {
        assertEquals("it is a file", WriteFailure.folder(new FileAlreadyExistsException("run")));
        assertEquals("no such folder can be made", WriteFailure.folder(new NoSuchFileException("run")));
        assertEquals("no permission", WriteFailure.folder(new AccessDeniedException("run")));
        assertEquals(
                "Read-only file system",
                WriteFailure.folder(new FileSystemException("run", null, "Read-only file system")));
    }

    @TempDir
    Path folder;

    private static String message(Path file, IOException cause) {
        return WriteFailure.of(file, cause).getMessage();
    }

    @Test
    void saysWhatIsInTheWay() throws IOException {
        Path file = folder.resolve("a.txt");
        Path missing = folder.resolve("none/a.txt");
        assertEquals(
                "cannot write %s: no such folder %s".formatted(missing, missing.getParent()),
                message(missing, new NoSuchFileException(missing.toString())));
        assertEquals("cannot write " + folder + ": it is a folder", message(folder, new IOException("taken")));
        assertEquals(
                "cannot write " + file + ": no permission", message(file, new AccessDeniedException(file.toString())));
        assertEquals(
                "cannot write %s: no file can be made in %s".formatted(file, folder),
                message(file, new NoSuchFileException(file.toString())));
        assertEquals(
                "cannot write " + file + ": No space left on device",
                message(file, new FileSystemException(file.toString(), null, "No space left on device")));
        assertEquals("cannot write " + file + ": broken pipe", message(file, new IOException("broken pipe")));
        Files.createFile(file);
        Path below = file.resolve("b.txt");
        assertEquals(
                "cannot write %s: %s is no folder".formatted(below, file), message(below, new IOException("strange")));
    }

    @Test
    void whatLiesBelowAFileIsRefusedWithTheSameWords() throws IOException {
        Path file = Files.createFile(folder.resolve("model.pt"));
        Path below = file.resolve("w.safetensors");
        assertEquals(
                "cannot write %s: %s is no folder".formatted(below, file),
                assertThrows(UncheckedIOException.class, () -> SafetensorsWriter.defaults()
                                .write(below, List.of()))
                        .getMessage());
    }

    @Test
    void aWholeFileSaysIt() {
        Path missing = folder.resolve("none/page.html");
        assertEquals(
                "cannot write %s: no such folder %s".formatted(missing, missing.getParent()),
                assertThrows(UncheckedIOException.class, () -> WholeFile.write(missing, "text"))
                        .getMessage());
    }
}
