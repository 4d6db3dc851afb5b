package io.github.lmclip.examples.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.examples.cli.Launcher;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainBenchTest {

    private static final int WRONG_INPUT = 2;

    private static final int SIDE = 80;

    private static final Set<String> KEYS = Set.of(
            "engine",
            "precision",
            "backbone",
            "labels",
            "threads",
            "secondsPerStep",
            "cpuSecondsPerStep",
            "peakMb",
            "loss");

    @TempDir
    Path folder;

    @BeforeEach
    void writePictures() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < TrainDuel.BATCH; i++) {
            BufferedImage noise = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            for (int at = 0; at < SIDE * SIDE; at++) {
                noise.setRGB(at % SIDE, at / SIDE, random.nextInt());
            }
            ImageIO.write(noise, "png", folder.resolve(i + ".png").toFile());
        }
    }

    private int bench(String... more) {
        List<String> words = new ArrayList<>(List.of("bench", "train", "--backbone", "TINY", "--python", "none"));
        words.addAll(List.of("--photos", folder.toString()));
        words.addAll(List.of(more));
        return Launcher.execute(words.toArray(String[]::new));
    }

    @Test
    void writesARowPerNumberOfLabels() throws IOException {
        Path json = folder.resolve("rows.json");
        assertEquals(0, bench("--labels", "3,5", "--checkpointing", "--lora", "4", "--json", json.toString()));
        JsonArray rows = JsonParser.parseString(Files.readString(json)).getAsJsonArray();
        assertEquals(2, rows.size());
        assertEquals(3, rows.get(0).getAsJsonObject().get("labels").getAsInt());
        assertEquals(5, rows.get(1).getAsJsonObject().get("labels").getAsInt());
        for (JsonElement each : rows) {
            JsonObject row = each.getAsJsonObject();
            assertEquals(KEYS, row.keySet());
            assertEquals("lmclip", row.get("engine").getAsString());
            assertEquals("fp32", row.get("precision").getAsString());
            assertEquals("TINY", row.get("backbone").getAsString());
            assertTrue(row.get("secondsPerStep").getAsDouble() > 0, row.toString());
        }
    }

    @Test
    void wantsEnoughStepsForAMedian() {
        assertEquals(WRONG_INPUT, bench("--labels", "3", "--steps", "4"));
    }
}
