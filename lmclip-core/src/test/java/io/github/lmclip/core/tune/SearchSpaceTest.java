package io.github.lmclip.core.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceTest {

    @TempDir
    private Path folder;

    private SearchSpace read(String text) throws IOException {
        return SearchSpace.read(Files.writeString(folder.resolve("space.conf"), text));
    }

    private String complaint(String text) {
        return assertThrows(ConfigurationException.class, () -> read(text).requireFor(Configuration.quickstart()))
                .getMessage();
    }

    @Test
    void readsRangesStepsAndChoices() throws IOException {
        SearchSpace space = read(
                """
                # what matters
                training.learningRate = { from = 1e-6, to = 1e-3, scale = log }
                loss { gammaNeg = { from = 0, to = 16, step = 2 } }
                training.sampler = [class-aware, shuffled]
                training.lora.rank = { from = 1, to = 16, step = 1, scale = log }
                """);
        assertEquals(
                new TreeMap<>(Map.of(
                        "training.learningRate", new RealRange(1e-6, 1e-3, Scale.LOG),
                        "loss.gammaNeg", new StepRange(0, 16, 2, Scale.LINEAR),
                        "training.sampler", new Choices(List.of("class-aware", "shuffled")),
                        "training.lora.rank", new StepRange(1, 16, 1, Scale.LOG))),
                space.domains());
        space.requireFor(Configuration.quickstart());
        assertEquals(Long.MAX_VALUE, space.size());
        assertEquals(9, read("loss.gammaNeg = { from = 0, to = 16, step = 2 }").size());
    }

    @Test
    void thePublishedSpaceIsOneForTheQuickstart() {
        SearchSpace space = SearchSpace.named("quickstart");
        assertEquals(3, space.domains().size());
        space.requireFor(Configuration.quickstart());
    }

    @Test
    void unknownKeysAreNamedWithTheNearest() {
        String said = complaint("loss.gamaNeg = { from = 0, to = 16 }");
        assertTrue(said.contains("no key \"loss.gamaNeg\"; the nearest is \"loss.gammaNeg\""), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training.learningRate = { from = -1e-6, to = 1e-3 } | learningRate must be a finite number > 0",
                "training.learningRate = { from = 0, to = 1e-3, scale = log } | scale = log needs from > 0",
                "loss.smoothing = { from = 0, to = 7 } | smoothing",
                "training.batchSize = { from = 8, to = 64 } | a range of integers has a step",
                "training.sampler = [class-aware, magic] | training.sampler must be one of",
                "training.sampler = [class-aware] | expected two or more different values",
                "training.epochs = { from = 1, to = 8, step = 1 } | must be the same for all trials",
                "data.testShare = { from = 0.1, to = 0.2 } | must be the same for all trials",
                "loss.gammaNeg = { from = 5, to = 1 } | from must be below to",
                "loss.gammaNeg = { from = 5 } | to is missing",
                "loss.gammaNeg = { from = 0, to = 9, skale = log } | \"skale\"; the nearest is \"scale\"",
                "loss.gammaNeg = { from = 1, to = 9, scale = cubic } | scale must be linear or log",
                "loss.gammaNeg = { from = 1, to = 9, step = 10 } | step must be in",
                "loss.gammaNeg = 8 | must be a range",
                "loss { gammaNeg = 8, lambda = [1, 2] } | must be a range",
                "loss.gammaNeg = { from = 1, | is no search space",
                "# nothing | at least one key"
            })
    void whatCannotBeSearchedIsRefused(String text, String expected) {
        String said = complaint(text);
        assertTrue(said.contains(expected.strip()), said);
    }

    @Test
    void errorsSayTheLine() {
        String said = complaint("# a\n\nloss.gammaNeg = { from = 5, to = 1 }\n");
        assertTrue(said.contains("space.conf:3:"), said);
        assertTrue(assertThrows(ConfigurationException.class, () -> SearchSpace.read(folder.resolve("no.conf")))
                .getMessage()
                .contains("no such search space"));
    }
}
