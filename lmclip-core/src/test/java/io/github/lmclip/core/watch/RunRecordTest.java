package io.github.lmclip.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.SmallShapes;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.MeasuredOn;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.SelectionSplit;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {

    private final LmClipBuilder start = LmClip.builder()
            .dataset(new SmallShapes(16, 12))
            .backbone(Backbone.TINY)
            .training(options -> options.withEpochs(2).withBatchSize(8).withSeed(5));

    @TempDir
    private Path folder;

    private JsonObject record() throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("run.json")))
                .getAsJsonObject();
    }

    private List<String> statuses() throws IOException {
        JsonArray sessions = record().getAsJsonArray("sessions");
        return sessions.asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(session -> session.get("status").getAsString())
                .toList();
    }

    /** Does something at the third step of four. */
    private LmClipBuilder disturbed(Runnable deed) {
        return start.runFolder(folder).resume().listener(new ProgressListener() {
            @Override
            public void onStep(StepReport step) {
                if (step.epoch() == 2 && step.step() == 1) {
                    deed.run();
                }
            }
        });
    }

    @Test
    void saysWhatTheRunWas() throws IOException {
        start.runFolder(folder).train().close();
        JsonObject run = record();
        assertEquals(1, run.get("format").getAsInt());
        assertEquals("finished", run.get("status").getAsString());
        assertEquals(5, run.get("seed").getAsLong());
        assertEquals(
                "2", run.getAsJsonObject("configuration").get("training.epochs").getAsString());
        JsonObject train = run.getAsJsonObject("data").getAsJsonObject("train");
        assertEquals(16, train.get("images").getAsInt());
        assertEquals(20, train.get("classes").getAsInt());
        assertTrue(train.get("sha256").getAsString().matches("[0-9a-f]{64}"));
        assertEquals(
                Engine.getEngine("PyTorch").getVersion(),
                run.getAsJsonObject("versions").get("pytorch").getAsString());
        assertTrue(run.getAsJsonObject("machine").get("cores").getAsInt() >= 1);
        assertEquals(
                !Double.isNaN(ResidentMemory.peakMegabytes()),
                run.getAsJsonObject("memory").has("peakResidentBytes"));
        JsonObject best = run.getAsJsonObject("best").getAsJsonObject("softmax").getAsJsonObject("total");
        RunMetrics.Row row = RunMetrics.read(folder).best(ScoreKind.SOFTMAX).orElseThrow();
        assertEquals(row.epoch(), best.get("epoch").getAsInt());
        assertEquals(row.means().total(), best.get("mAP").getAsDouble());
        JsonObject times = run.getAsJsonObject("times");
        assertTrue(times.get("stateSeconds").getAsDouble() > 0);
        assertTrue(times.get("modelSeconds").getAsDouble() > 0);
        assertTrue(
                times.get("seconds").getAsDouble() >= times.get("stateSeconds").getAsDouble());
    }

    @Test
    void saysWhichSplitTheEpochsAreMeasuredOn() throws IOException {
        start.runFolder(folder).train().close();
        JsonObject selection = record().getAsJsonObject("data").getAsJsonObject("selection");
        assertEquals("test", selection.get("split").getAsString());
        assertEquals(12, selection.get("images").getAsInt());
        assertEquals(Optional.of(SelectionSplit.TEST), RunMetrics.read(folder).split());
        start.training(options -> options.withEpochs(1).withBatchSize(4).withHoldout(OptionalDouble.of(0.25)))
                .runFolder(folder)
                .train()
                .close();
        JsonObject held = record().getAsJsonObject("data").getAsJsonObject("selection");
        assertEquals("held-out", held.get("split").getAsString());
        assertTrue(held.get("images").getAsInt() < 12, held.toString());
        assertEquals(
                Optional.of(SelectionSplit.HELD_OUT), RunMetrics.read(folder).split());
    }

    /** The drawn set keeps pictures of neither split for choices. */
    @Test
    void saysThatADatasetsPicturesAreForChoices() throws IOException {
        start.dataset(MeasuredOn.HELD_OUT.of(ShapesMlt.DEFAULT))
                .training(options -> options.withEpochs(1))
                .runFolder(folder)
                .train()
                .close();
        JsonObject selection = record().getAsJsonObject("data").getAsJsonObject("selection");
        assertEquals("held-out", selection.get("split").getAsString());
        assertEquals(
                ShapesMlt.DEFAULT.validation().size(), selection.get("images").getAsInt());
        assertEquals(
                Optional.of(SelectionSplit.HELD_OUT), RunMetrics.read(folder).split());
    }

    @Test
    void countsSessionsByHowTheyEnded() throws IOException {
        disturbed(Thread.currentThread()::interrupt).train().close();
        assertTrue(Thread.interrupted());
        assertEquals(List.of("stopped"), statuses());
        LmClipBuilder broken = disturbed(() -> {
            throw new ArithmeticException("broken on purpose");
        });
        // the state after the interruption is beyond the disturbance
        Files.walk(folder.resolve("state")).filter(Files::isRegularFile).forEach(file -> file.toFile()
                .delete());
        assertThrows(ArithmeticException.class, broken::train);
        assertEquals(List.of("stopped", "failed"), statuses());
        assertTrue(record().toString().contains("broken on purpose"));
        String text = Files.readString(folder.resolve("run.json"));
        Files.writeString(folder.resolve("run.json"), text.replace("\"failed\"", "\"running\""));
        start.runFolder(folder).resume().train().close();
        assertEquals(List.of("stopped", "killed", "finished"), statuses());
        start.runFolder(folder).train().close();
        assertEquals(List.of("finished"), statuses());
    }

    @Test
    void aDamagedFileIsReplaced() throws IOException {
        for (String damage : List.of("{", "", "[]", "{\"sessions\": [{}]}", "{\"sessions\": 3}")) {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("run.json"), damage);
            start.runFolder(folder).resume().train().close();
            assertEquals(List.of("finished"), statuses(), damage);
        }
    }

    @Test
    void aConfigurationIsKeptByItsKeys() throws IOException {
        Configuration configuration =
                Configuration.quickstart().with(Map.of("training.epochs", "1", "training.batchSize", "8"));
        configuration
                .builder()
                .dataset(new SmallShapes(16, 12))
                .runFolder(folder)
                .train()
                .close();
        JsonObject keys = record().getAsJsonObject("configuration");
        configuration
                .values()
                .forEach((key, value) -> assertEquals(value, keys.get(key).getAsString(), key));
        assertEquals(configuration.values().size(), keys.size());
    }

    @Test
    void listsAreToldApartByNamesLabelsAndOrderWhereverTheyLie() {
        SmallShapes shapes = new SmallShapes(16, 12);
        var split = shapes.read(io.github.lmclip.data.Split.TRAIN, folder);
        var shorter = new SmallShapes(15, 12).read(io.github.lmclip.data.Split.TRAIN, folder);
        String own = SplitFacts.of(split, folder).sha256();
        assertEquals(own, SplitFacts.of(split, folder.resolve("elsewhere")).sha256());
        assertFalse(own.equals(SplitFacts.of(shorter, folder).sha256()));
    }
}
