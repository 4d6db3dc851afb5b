package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.clip.Lora;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.ConfigurationException;
import io.github.lmclip.core.engine.HostMemory;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.core.weights.SafetensorsFile;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.core.weights.WeightsException;
import io.github.lmclip.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Low-rank adaptation from the front door: what is trained, and what the files hold. */
class LoraTest {

    private static final Lora LORA = new Lora(4, 8, Lora.Tower.BOTH, Lora.Maps.ALL);

    private final LmClipBuilder start =
            LmClip.builder().dataset(new SmallShapes(48, 24)).backbone(Backbone.TINY);

    private final LmClipBuilder adapted = start.training(options ->
            options.withEpochs(2).withBatchSize(8).withLearningRate(1e-3).withLora(Optional.of(LORA)));

    @TempDir
    Path folder;

    private static WeightFile merged(LmClip model) {
        return ClipWeights.live(model.clip(), "a model", ClipExtras.none(), new float[0][]);
    }

    private static void requireSame(WeightFile expected, WeightFile found) {
        assertEquals(expected.tensors().keySet(), found.tensors().keySet());
        expected.tensors().keySet().forEach(name -> assertArrayEquals(expected.floats(name), found.floats(name), name));
    }

    @Test
    void trainsTheAdaptersAlone() {
        try (LmClip before = start.zeroShot();
                LmClip after = adapted.train()) {
            after.clip().parameters().forEach((name, parameter) -> {
                float[] own = new float[(int) parameter.getArray().size()];
                HostMemory.read(parameter.getArray()).get(own);
                assertArrayEquals(merged(before).floats(name), own, name);
            });
            Set<String> changed = merged(before).tensors().keySet().stream()
                    .filter(name -> !Arrays.equals(
                            merged(before).floats(name), merged(after).floats(name)))
                    .collect(Collectors.toSet());
            // 4 maps in each of the 4 blocks of the image tower and the 3 of the text tower
            assertEquals(28, changed.size());
            assertTrue(changed.stream().allMatch(name -> name.matches(".*\\.(attn|mlp)\\..*weight")), "" + changed);
        }
    }

    @Test
    void keepsMomentsOfTheAdaptersAlone() throws IOException {
        adapted.runFolder(folder).train().close();
        try (SafetensorsFile state = SafetensorsFile.open(RunComparison.newestState(folder))) {
            List<String> moments = state.tensors().keySet().stream()
                    .filter(name -> name.startsWith("mean."))
                    .toList();
            assertEquals(56, moments.size());
            assertTrue(moments.stream().allMatch(name -> name.contains(".lora_")), "" + moments);
            assertTrue(state.tensors().keySet().stream()
                    .anyMatch(name -> name.startsWith("parameter.") && name.endsWith(".lora_B")));
        }
    }

    @Test
    void savesAndExportsMergedWeights() throws IOException {
        Path saved = folder.resolve("saved");
        try (LmClip model = adapted.train()) {
            model.save(saved);
            model.exportOnnx(folder.resolve("model.onnx"));
            try (LmClip loaded = LmClip.load(saved)) {
                assertTrue(loaded.clip().adapters().isEmpty());
                requireSame(merged(model), merged(loaded));
                assertEquals(model.evaluate(), loaded.evaluate(new SmallShapes(48, 24).read(Split.TEST, Path.of(""))));
                loaded.exportOnnx(folder.resolve("loaded.onnx"));
            }
        }
        assertEquals(-1, Files.mismatch(folder.resolve("model.onnx"), folder.resolve("loaded.onnx")));
    }

    @Test
    void adaptersAloneMakeTheSameModelOfTheirBase() throws IOException {
        Path run = folder.resolve("run");
        Path file = folder.resolve("adapters.safetensors");
        try (LmClip model = adapted.training(options -> options.withLogitBias(OptionalDouble.of(-3)))
                .runFolder(run)
                .train()) {
            model.saveAdapters(file);
            try (LmClip same = start.adapters(file).zeroShot();
                    LmClip last = LmClip.load(run.resolve("last.safetensors"))) {
                requireSame(merged(last), merged(same));
            }
            assertEquals(-1, Files.mismatch(file, run.resolve("adapters.safetensors")));
            assertTrue(Files.size(file) < 0.2 * Files.size(run.resolve("last.safetensors")));
        }
        String message = assertThrows(
                        WeightsException.class, start.adapters(file).randomWeights(1)::zeroShot)
                .getMessage();
        assertTrue(message.contains("was trained on weights of TINY with the SHA-256"), message);
    }

    @Test
    void aModelWithoutAdaptersHasNoneToSave() {
        try (LmClip model = start.zeroShot()) {
            Path file = folder.resolve("adapters.safetensors");
            assertThrows(IllegalStateException.class, () -> model.saveAdapters(file));
            model.save(folder);
            Path weights = folder.resolve("model.safetensors");
            String message = assertThrows(WeightsException.class, start.adapters(weights)::zeroShot)
                    .getMessage();
            assertTrue(message.contains("holds no adapters"), message);
        }
    }

    /** Stops a run after some steps. */
    private static final class StopAfter implements ProgressListener {
        private int left;

        StopAfter(int steps) {
            left = steps;
        }

        @Override
        public void onStep(StepReport step) {
            left--;
            if (left == 0) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void resumedRunsEndWithTheSameBits() throws IOException {
        Path whole = folder.resolve("whole");
        Path stopped = folder.resolve("stopped");
        adapted.runFolder(whole).train().close();
        adapted.runFolder(stopped).listener(new StopAfter(8)).train().close();
        assertTrue(Thread.interrupted());
        adapted.runFolder(stopped).resume().train().close();
        RunComparison.requireSame(whole, stopped);
        assertEquals(
                -1, Files.mismatch(whole.resolve("adapters.safetensors"), stopped.resolve("adapters.safetensors")));
    }

    @Test
    void aResNetKeepsItsStatistics() {
        Backbone resNet = new Backbone(
                "small", 64, new Backbone.ImageTower.ResNet(64, List.of(1, 1, 1, 1), 4), Backbone.TINY.text());
        LmClipBuilder random = adapted.backbone(resNet).randomWeights(2);
        try (LmClip before = random.zeroShot();
                LmClip after = random.train()) {
            String name = "visual.layer2.0.bn1.running_mean";
            assertArrayEquals(merged(before).floats(name), merged(after).floats(name));
            String pool = "visual.attnpool.q_proj.weight";
            assertFalse(Arrays.equals(merged(before).floats(pool), merged(after).floats(pool)));
        }
    }

    @Test
    void hasKeys() {
        Configuration plain = Configuration.quickstart();
        assertEquals(Optional.empty(), plain.training().lora());
        assertEquals(
                Optional.of(Lora.defaults()),
                plain.with("training.lora", "defaults").training().lora());
        assertEquals(
                Optional.of(new Lora(2, 16, Lora.Tower.TEXT, Lora.Maps.MLP)),
                plain.with("training.lora.rank", "2")
                        .with("training.lora.tower", "text")
                        .with("training.lora.maps", "mlp")
                        .training()
                        .lora());
        assertEquals(
                Optional.of("a.safetensors"),
                plain.with("network.adapters", "a.safetensors").network().adapters());
        assertThrows(ConfigurationException.class, () -> plain.with("training.lora.rank", "0"));
    }
}
