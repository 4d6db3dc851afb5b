package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonStreamParser;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands print as JSON is all that they print, and nothing but JSON. */
class JsonOptionTest {

    @TempDir
    static Path folder;

    private static Path shapes;

    @BeforeAll
    static void writePicturesAndAModel() throws IOException {
        shapes = FewShapes.write(folder.resolve("shapes"));
        try (LmClip clip = LmClip.builder()
                .labels("circle", "square")
                .backbone(Backbone.TINY)
                .zeroShot()) {
            clip.save(folder.resolve("model"));
        }
    }

    private static JsonObject printed(String... words) {
        Outcome outcome = Outcome.of(words);
        assertEquals(0, outcome.status(), outcome.err());
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void describesASet() {
        JsonObject found = printed("describe", shapes.toString(), "--classes", at("shapes/classes.txt"), "--json");
        assertEquals(2, found.getAsJsonArray("splits").size());
        assertEquals(24, found.getAsJsonObject("epoch").get("draws").getAsInt());
        int draws = 0;
        for (JsonElement row : found.getAsJsonArray("classes")) {
            draws += row.getAsJsonObject().get("train").getAsInt();
        }
        assertTrue(draws >= 24, "every picture has a label: " + draws);
    }

    @Test
    void checksASetAndKeepsTheStatus() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("train.csv"), "none.png,circle\n");
        Outcome outcome = Outcome.of("check-data", broken.resolve("train.csv").toString(), "--json");
        assertEquals(2, outcome.status(), outcome.err());
        JsonObject found = JsonParser.parseString(outcome.out()).getAsJsonObject();
        assertFalse(found.get("clean").getAsBoolean());
        assertEquals(1, found.getAsJsonObject("counts").get("missing").getAsInt());
        assertEquals(1, found.getAsJsonArray("findings").size());
    }

    @Test
    void convertsAndInspects() {
        JsonObject written = printed("convert", at("model"), at("model.pt"), "--json");
        JsonObject found = printed("inspect", at("model.pt"), "--json");
        assertEquals(
                found.get("backbone").getAsString(), written.get("backbone").getAsString());
        assertEquals(found.get("tensors").getAsInt(), written.get("tensors").getAsInt());
    }

    @Test
    void exportsAndClassifiesInLinesOfObjects() {
        JsonObject written = printed("export", at("model"), at("model.onnx"), "--json");
        assertEquals("fp32", written.get("precision").getAsString());
        List<JsonElement> lines = new ArrayList<>();
        Outcome outcome = Outcome.of("classify", at("model.onnx"), "--top", "1", "--json", shapes.toString());
        assertEquals(0, outcome.status(), outcome.err());
        new JsonStreamParser(outcome.out()).forEachRemaining(lines::add);
        assertEquals(48, lines.size());
        assertEquals(1, lines.get(0).getAsJsonObject().get("rank").getAsInt());
    }

    @Test
    void plansAFetch() {
        JsonObject found = printed("fetch", "voc-mlt", at("voc"), "--dry-run", "--json");
        assertTrue(found.get("bytes").getAsLong() > 1_000_000);
    }

    @Test
    void writesAFileThatIsJoinedOrEndsInJson() throws IOException {
        Path named = folder.resolve("a.json");
        Path joined = folder.resolve("b");
        assertEquals(
                0,
                Outcome.of("describe", "--json", named.toString(), "shapes-mlt").status());
        Outcome outcome = Outcome.of("describe", "--json=" + joined, "shapes-mlt");
        assertTrue(outcome.out().contains("class"), "tables stay on the output beside a file");
        assertEquals(Files.readString(named), Files.readString(joined));
        Path lines = folder.resolve("c.jsonl");
        assertEquals(
                0,
                Outcome.of("describe", "shapes-mlt", "--json", lines.toString()).status());
        assertEquals(Files.readString(named), Files.readString(lines));
    }

    @Test
    void showsTheConfigurationByKey() {
        JsonObject found = printed("train", "--config", "voc_mlt_rn50", "--show", "--json");
        assertEquals("12.0", found.get("loss.gammaNeg").getAsString());
    }
}
