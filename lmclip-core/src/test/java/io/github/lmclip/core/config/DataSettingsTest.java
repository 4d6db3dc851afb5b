package io.github.lmclip.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSettingsTest {

    @TempDir
    private Path folder;

    /** Neither its name nor its first line tell what the file is. */
    @Test
    void aFormatThatIsSaidHoldsForASplitAsWell() throws IOException {
        Path labels = folder.resolve("labels.dat");
        Files.writeString(labels, "a.jpg,cat\nb.jpg,dog\nc.jpg,cat\nd.jpg,dog\n");
        DatasetSource source = Configuration.quickstart()
                .with("data.source", labels.toString())
                .with("data.format", "csv")
                .with("data.testShare", "0.5")
                .data()
                .open();
        assertEquals(List.of("cat", "dog"), source.classNames());
        assertEquals(2, source.read(Split.TRAIN, folder).size());
        assertEquals(2, source.read(Split.TEST, folder).size());
    }
}
