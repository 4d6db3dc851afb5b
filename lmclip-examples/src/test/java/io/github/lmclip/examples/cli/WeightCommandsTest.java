package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.checkpoint.Checkpoint;
import io.github.lmclip.core.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightCommandsTest {

    private static final int WRONG_INPUT = 2;

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void saveAModel() {
        try (LmClip clip =
                LmClip.builder().labels("tree").backbone(Backbone.TINY).zeroShot()) {
            clip.save(folder);
        }
        model = folder.resolve("model.safetensors");
    }

    private static String run(String... words) {
        Outcome outcome = Outcome.of(words);
        assertEquals(0, outcome.status(), outcome.err());
        return outcome.out();
    }

    @Test
    void convertsThereAndBackExactly() {
        Path torch = folder.resolve("model.pt");
        Path back = folder.resolve("back.safetensors");
        run("convert", model.toString(), torch.toString());
        run("convert", torch.toString(), back.toString());
        try (Checkpoint expected = Checkpoint.open(model);
                Checkpoint found = Checkpoint.open(back);
                WeightFile published = WeightFile.open(torch)) {
            assertEquals(expected.backbone(), found.backbone());
            assertEquals("0", published.metadata().get("epoch"));
            assertEquals(
                    expected.tensors().tensors().keySet(),
                    found.tensors().tensors().keySet());
            for (String name : expected.tensors().tensors().keySet()) {
                assertArrayEquals(
                        expected.tensors().floats(name), found.tensors().floats(name), name);
                assertTrue(published.tensors().containsKey(name)
                        || published.tensors().containsKey("model." + name));
            }
        }
    }

    @Test
    void halvesTheSizeOnRequest() throws IOException {
        Path half = folder.resolve("half.safetensors");
        run("convert", "--type", "F16", model.toString(), half.toString());
        assertTrue(Files.size(half) < 0.52 * Files.size(model));
    }

    @Test
    void saysWhatAFileHolds() {
        String text = run("inspect", model.toString());
        for (String word : new String[] {"TINY", "openai", "QUICK_GELU", "F32", "sha256"}) {
            assertTrue(text.contains(word), text);
        }
        assertTrue(run("inspect", "--json", folder.toString()).contains("\"backbone\": \"TINY\""));
    }

    @Test
    void measuresLoading() throws IOException {
        Path json = folder.resolve("load.json");
        run("bench", "load", "--backbone", "tiny", "--rounds", "1", "--json", json.toString());
        assertTrue(Files.readString(json).contains("\"loadSeconds\""));
    }

    @Test
    void measuresTokenizing() throws IOException {
        Path json = folder.resolve("text.json");
        run("bench", "text", "--rounds", "1", "--json", json.toString());
        assertTrue(Files.readString(json).contains("\"with repair\""));
    }

    @Test
    void refusesOtherEndingsAndOtherFiles() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no weights");
        assertEquals(WRONG_INPUT, Launcher.execute("convert", model.toString(), "out.bin"));
        assertEquals(WRONG_INPUT, Launcher.execute("inspect", text.toString()));
        assertEquals(
                WRONG_INPUT,
                Launcher.execute("inspect", folder.resolve("absent").toString()));
        assertEquals(WRONG_INPUT, Launcher.execute("bench"));
    }
}
