package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferBenchTest {

    private static final int WRONG_INPUT = 2;

    @TempDir
    Path folder;

    @Test
    void writesARowPerEngineAndPrecision() throws IOException {
        Path json = folder.resolve("rows.json");
        int status = Launcher.execute(
                "bench", "infer", "--backbones", "TINY", "--batches", "2", "--rounds", "1", "--json", json.toString());
        assertEquals(0, status);
        JsonArray rows = JsonParser.parseString(Files.readString(json)).getAsJsonArray();
        List<String> engines = StreamSupport.stream(rows.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(row -> row.get("engine").getAsString() + " "
                        + row.get("precision").getAsString())
                .toList();
        assertEquals(List.of("onnx fp32", "onnx int8", "djl fp32"), engines);
        for (JsonElement each : rows) {
            JsonObject row = each.getAsJsonObject();
            assertEquals("TINY", row.get("backbone").getAsString());
            assertEquals(2, row.get("batch").getAsInt());
            assertEquals(1, row.get("threads").getAsInt());
            assertTrue(row.get("imagesPerSecond").getAsDouble() > 0, row.toString());
            assertTrue(row.get("cpuSecondsPerImage").getAsDouble() >= 0, row.toString());
            assertTrue(row.get("peakMb").getAsDouble() >= 0, row.toString());
        }
    }

    @Test
    void timesTheEnginesThatAreNamed() {
        Outcome alone = Outcome.of(
                "bench", "infer", "--backbones", "TINY", "--batches", "1", "--rounds", "1", "--engines", "djl");
        assertEquals(0, alone.status(), alone.err());
        assertTrue(alone.out().contains("engine=djl") && !alone.out().contains("engine=onnx"), alone.out());
        Outcome unknown = Outcome.of("bench", "infer", "--engines", "onnx,caffe");
        assertEquals(WRONG_INPUT, unknown.status());
        assertTrue(unknown.err().contains("--engines are onnx, djl and pytorch, got [onnx, caffe]"), unknown.err());
    }

    @Test
    void wantsOneDeviceForAllEngines() {
        Outcome any = Outcome.of("bench", "infer", "--device", "auto");
        assertEquals(WRONG_INPUT, any.status());
        assertTrue(any.err().contains("--device must be cpu or cuda:N"), any.err());
    }

    @Test
    void timesTheFirstAnswerOfAFreshProcess() throws IOException {
        Path json = folder.resolve("rows.json");
        int status =
                Launcher.execute("bench", "open", "--backbones", "TINY", "--rounds", "1", "--json", json.toString());
        assertEquals(0, status);
        JsonArray rows = JsonParser.parseString(Files.readString(json)).getAsJsonArray();
        assertEquals(2, rows.size());
        for (JsonElement each : rows) {
            JsonObject row = each.getAsJsonObject();
            double opened = row.get("openSeconds").getAsDouble();
            assertTrue(opened > 0 && row.get("firstAnswerSeconds").getAsDouble() > opened, row.toString());
            assertTrue(row.get("fileMb").getAsDouble() > 0, row.toString());
        }
    }

    @Test
    void saysWhichPeerDoesNotStart() {
        String nowhere = folder.resolve("python").toString();
        assertEquals(
                WRONG_INPUT,
                Launcher.execute("bench", "infer", "--backbones", "TINY", "--batches", "1", "--python", nowhere));
    }
}
