package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsBenchTest {

    @TempDir
    Path folder;

    @Test
    void writesRowsAndTheBootstrapsSeconds() throws IOException {
        Path json = folder.resolve("rows.json");
        String words = "bench metrics --python none --images 90 --classes 4 --rounds 2 --json " + json;
        int status = Launcher.execute(words.split(" "));
        assertEquals(0, status);
        JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        JsonObject row = result.getAsJsonArray("rows").get(0).getAsJsonObject();
        assertEquals("lmclip", row.get("engine").getAsString());
        assertEquals(90, row.get("images").getAsInt());
        assertEquals(4, row.get("classes").getAsInt());
        assertTrue(row.get("seconds").getAsDouble() > 0);
        assertTrue(result.get("bootstrapSeconds").getAsDouble() > 0);
    }
}
