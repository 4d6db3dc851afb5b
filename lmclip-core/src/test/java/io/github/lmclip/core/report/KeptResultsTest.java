package io.github.lmclip.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.watch.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptResultsTest {

    @TempDir
    private Path folder;

    @Test
    void knowsAResultByWhatItWasMadeOf() throws IOException {
        KeptResults kept = new KeptResults(folder.resolve("report"), false);
        assertFalse(kept.has("a", "one"));
        kept.keep("a", "one", file -> WholeFile.write(file, "text"));
        assertTrue(kept.has("a", "one"));
        assertFalse(kept.has("a", "another"));
        assertFalse(new KeptResults(folder.resolve("report"), true).has("a", "one"), "fresh");
        Files.delete(kept.file("a"));
        assertFalse(kept.has("a", "one"), "the file is gone");
    }

    @Test
    void aStopWhileWritingLeavesNoResult() {
        KeptResults kept = new KeptResults(folder, false);
        kept.keep("a", "one", file -> WholeFile.write(file, "text"));
        assertThrows(
                IllegalStateException.class,
                () -> kept.keep("a", "two", file -> {
                    WholeFile.write(file, "half");
                    throw new IllegalStateException("killed");
                }));
        assertFalse(kept.has("a", "one"));
        assertFalse(kept.has("a", "two"));
    }

    @Test
    void aDamagedListIsAsNone() throws IOException {
        KeptResults kept = new KeptResults(folder, false);
        kept.keep("a", "one", file -> WholeFile.write(file, "text"));
        Files.writeString(folder.resolve("made-of.json"), "{\"a\"");
        assertFalse(kept.has("a", "one"));
        kept.keep("b", "two", file -> WholeFile.write(file, "text"));
        assertTrue(kept.has("b", "two"));
        assertEquals("text", Files.readString(kept.file("b")));
    }
}
