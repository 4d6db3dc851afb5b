package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.lmclip.examples.cli.options.ConfigurationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the folders of runs are called. */
class ConfigurationNameTest {

    @TempDir
    private Path folder;

    private static String name(String... words) {
        return CommandLine.populateCommand(new ConfigurationOptions(), words).name();
    }

    @ParameterizedTest
    @CsvSource({
        "voc_mlt_rn50, voc_mlt_rn50",
        "conf/mine.v2.conf, mine.v2",
        "runs/tune-mine/best.conf, mine-best",
        "runs/tune-yours/best.conf, yours-best",
        "searches/long/best.conf, long-best"
    })
    void aConfigurationNamesIt(String config, String name) {
        assertEquals(name, name("--config", config));
        assertEquals(name, name("--config", config, "--set", "data.source=birds"));
    }

    @Test
    void withoutOneThePicturesDo() throws IOException {
        assertEquals("quickstart", name());
        assertEquals("quickstart", name("--set", "training.epochs=1"));
        assertEquals("birds.2026", name("--set", "data.source=" + Files.createDirectory(folder.resolve("birds.2026"))));
        assertEquals("list", name("--set", "data.source=" + Files.createFile(folder.resolve("list.csv"))));
        assertEquals("voc-mlt", name("--set", "data.source=voc-mlt"));
    }
}
