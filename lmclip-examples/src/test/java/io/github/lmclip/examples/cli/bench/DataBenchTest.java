package io.github.lmclip.examples.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.examples.cli.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataBenchTest {

    private static final int WRONG_INPUT = 2;

    /** The decoded picture of 640 x 480, and a MiB beside it. */
    private static final double MOST_BYTES = 640 * 480 * 3 + (1 << 20);

    @TempDir
    Path folder;

    @Test
    void measuresEachEngineOnPicturesOfAFolder() throws IOException {
        Path json = folder.resolve("rows.json");
        try (BenchPictures drawn = BenchPictures.of(List.of(), 3)) {
            assertEquals(3, drawn.files().size());
            String from = drawn.folder().orElseThrow().toString();
            int status = Launcher.execute(
                    "bench", "data", "--rounds", "2", "--threads", "2", "--json", json.toString(), from);
            assertEquals(0, status);
        }
        List<String> engines = new ArrayList<>();
        JsonArray rows = JsonParser.parseString(Files.readString(json)).getAsJsonArray();
        for (JsonElement row : rows) {
            JsonObject fields = row.getAsJsonObject();
            String engine = fields.get("engine").getAsString();
            engines.add(engine);
            assertEquals(2, fields.get("threads").getAsInt());
            assertTrue(fields.get("imagesPerSecond").getAsDouble() > 0, engine);
            assertTrue(fields.get("imagesPerCpuSecond").getAsDouble() > 0, engine);
            assertTrue(fields.get("bytesPerImage").getAsDouble() < MOST_BYTES, fields.toString());
        }
        assertTrue(engines.contains("jdk") && engines.contains("pixel cache"), engines.toString());
    }

    @Test
    void drawnPicturesAreDeletedAtTheEnd() {
        BenchPictures drawn = BenchPictures.of(List.of(), 2);
        assertTrue(Files.exists(drawn.files().get(1)));
        drawn.close();
        assertFalse(Files.exists(drawn.folder().orElseThrow()));
    }

    @Test
    void worksWithoutPillow() {
        assertTrue(PillowContender.find(List.of("no-such-python"), List.of(), 1).isEmpty());
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertEquals(WRONG_INPUT, Launcher.execute("bench", "data", "--rounds", "0"));
        assertEquals(
                WRONG_INPUT,
                Launcher.execute("bench", "data", folder.resolve("none").toString()));
    }
}
