package io.github.lmclip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.weights.WeightsException;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Files that PyTorch wrote in every naming; what a reader must find in them comes from their index. */
class CheckpointGoldenTest {

    /** Error of a feature, several times the reference's own float32 noise. */
    private static final double FEATURE = 1e-5;

    private static final double SCALE = 1e-5;

    private static final Duration SOON = Duration.ofSeconds(10);

    @TestFactory
    Stream<DynamicTest> findsInEveryFileWhatItsIndexSays() {
        Path folder = GoldenSource.shared("weights");
        Golden golden = GoldenSource.SHARED.open("../weights/expected");
        List<DynamicTest> tests = new ArrayList<>();
        Map<String, JsonElement> files = golden.index().getAsJsonObject("files").asMap();
        files.forEach((name, element) -> {
            JsonObject expected = element.getAsJsonObject();
            Path file = folder.resolve(name);
            if (!expected.get("must").getAsString().equals("load")) {
                tests.add(DynamicTest.dynamicTest(
                        name, () -> assertThrows(WeightsException.class, () -> Checkpoint.open(file))));
            } else if (!expected.get("model").isJsonNull()) {
                tests.add(DynamicTest.dynamicTest(name, () -> check(golden, file, expected)));
            }
        });
        assertFalse(tests.isEmpty());
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> refusesHostileFilesByOneTypedException() {
        Path folder = GoldenSource.shared("weights/hostile");
        Golden golden = GoldenSource.SHARED.open("../weights/hostile/hostile");
        return golden.index().getAsJsonObject("files").keySet().stream()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> assertTimeoutPreemptively(
                                SOON,
                                () -> assertThrows(
                                        WeightsException.class, () -> Checkpoint.open(folder.resolve(name))))));
    }

    private static void check(Golden golden, Path file, JsonObject expected) {
        try (Checkpoint checkpoint = Checkpoint.open(file);
                NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Clip.of(checkpoint.backbone(), manager);
                GradientMode off = GradientMode.off()) {
            assertEquals(
                    expected.get("naming").getAsString(), checkpoint.naming().id());
            assertEquals(
                    expected.get("tensors").getAsInt(),
                    checkpoint.stored().tensors().size());
            assertEquals(expected.has("config_file"), checkpoint.configuration().isPresent());
            Backbone backbone = checkpoint.backbone();
            String activation = backbone.activation().name().toLowerCase(Locale.ROOT);
            assertEquals(expected.get("activation").getAsString(), activation);
            compareSizes(expected.getAsJsonObject("config"), backbone);
            ClipWeights.load(clip, checkpoint.tensors());
            double scale = Math.exp(expected.get("logit_scale").getAsDouble());
            assertEquals(scale, clip.head().scale().getFloat(), SCALE * scale);
            compareFeatures(golden, expected, clip, manager);
        }
    }

    private static void compareSizes(JsonObject config, Backbone found) {
        assertEquals(config.get("embed_dim").getAsInt(), found.embedding());
        assertEquals(config.get("image_resolution").getAsInt(), found.image().resolution());
        assertEquals(config.get("context_length").getAsInt(), found.text().positions());
        assertEquals(config.get("vocab_size").getAsInt(), found.text().vocabulary());
        assertEquals(config.get("transformer_width").getAsInt(), found.text().width());
        assertEquals(config.get("transformer_heads").getAsInt(), found.text().heads());
        assertEquals(config.get("transformer_layers").getAsInt(), found.text().layers());
        if (found.image() instanceof ImageTower.Vit vit) {
            assertEquals(config.get("vision_layers").getAsInt(), vit.layers());
            assertEquals(config.get("vision_width").getAsInt(), vit.width());
            assertEquals(config.get("vision_patch_size").getAsInt(), vit.patch());
        } else if (found.image() instanceof ImageTower.ResNet resNet) {
            List<Integer> layers = config.getAsJsonArray("vision_layers").asList().stream()
                    .map(JsonElement::getAsInt)
                    .toList();
            assertEquals(layers, resNet.layers());
            assertEquals(config.get("vision_width").getAsInt(), resNet.width());
        }
    }

    private static void compareFeatures(Golden golden, JsonObject expected, Clip clip, NDManager manager) {
        JsonObject inputs = golden.index()
                .getAsJsonObject("inputs")
                .getAsJsonObject(expected.get("model").getAsString());
        NDArray images = array(golden, inputs.get("image"), manager);
        compare(golden, expected, "encode_image", clip.encodeImage(images, false));
        NDArray captions = array(golden, inputs.get("caption"), manager).toType(DataType.INT64, false);
        compare(golden, expected, "encode_caption", clip.encodeText(captions, false));
        NDArray labels = array(golden, inputs.get("labels"), manager).toType(DataType.INT64, false);
        compare(golden, expected, "encode_label", clip.encodeText(labels, false));
    }

    private static NDArray array(Golden golden, JsonElement reference, NDManager manager) {
        return manager.create(golden.floats(reference), new Shape(Golden.shape(reference)));
    }

    private static void compare(Golden golden, JsonObject expected, String name, NDArray found) {
        float[] wanted = golden.floats(expected.get(name));
        float[] values = found.toFloatArray();
        assertEquals(wanted.length, values.length, name);
        for (int i = 0; i < wanted.length; i++) {
            assertEquals(wanted[i], values[i], FEATURE, name + "[" + i + "]");
        }
    }
}
