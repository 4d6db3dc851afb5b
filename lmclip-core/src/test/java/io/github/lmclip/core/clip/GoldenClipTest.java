package io.github.lmclip.core.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.core.engine.AdamW;
import io.github.lmclip.core.engine.Backward;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.Loss;
import io.github.lmclip.losses.LossInput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small CLIPs of both kinds against the published code: features, losses, gradients and three training steps. */
class GoldenClipTest {

    /** Error of a feature, logit or loss in float32, relative to the largest entry. */
    private static final double SINGLE = 1e-4;

    /** Error of a gradient's fingerprint, relative to its length. */
    private static final double GRADIENT = 1e-3;

    /** How much more than the published code's own float32 noise a parameter may differ. */
    private static final double NOISE_FACTOR = 4;

    static Stream<Arguments> models() {
        return Arrays.stream(GoldenSource.values()).flatMap(source -> Stream.of("model_tiny_rn", "model_tiny_vit")
                .map(model -> Arguments.of(source, model)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void encodesAsPublished(GoldenSource source, String model) {
        Golden golden = source.open(model);
        JsonObject expected = golden.index().getAsJsonObject("f32");
        try (GoldenClip tiny = GoldenClip.open(source, golden);
                GradientMode off = GradientMode.off()) {
            NDArray images = tiny.clip().encodeImage(tiny.images(), false);
            NDArray captions = tiny.clip().encodeText(tiny.captions(), false);
            NDArray labels = tiny.clip().encodeText(tiny.labels(), false);
            compare(golden, expected.get("eval_encode_image"), images, "image features");
            compare(golden, expected.get("eval_encode_caption"), captions, "caption features");
            compare(golden, expected.get("eval_encode_label"), labels, "label features");
            NDArray logits = tiny.clip().head().logits(Clip.normalize(images), Clip.normalize(labels));
            compare(golden, expected.get("eval_logits"), logits, "logits");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void textsDoNotInfluenceEachOther(GoldenSource source, String model) {
        Golden golden = source.open(model);
        try (GoldenClip tiny = GoldenClip.open(source, golden);
                GradientMode off = GradientMode.off()) {
            float[] whole = tiny.clip().encodeText(tiny.captions(), false).toFloatArray();
            List<int[]> rows = tiny.captionRows();
            int width = whole.length / rows.size();
            for (int i = 0; i < rows.size(); i++) {
                TokenTree alone = TokenTree.of(List.of(rows.get(i)));
                float[] feature =
                        tiny.clip().encodeText(alone, tiny.manager(), false).toFloatArray();
                assertClose(
                        Arrays.copyOfRange(whole, i * width, (i + 1) * width), feature, "features of one text alone");
            }
            int positions = rows.size() * rows.get(0).length;
            assertTrue(TokenTree.of(rows).nodes() < positions, "no caption was cut or shared");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void trainsAsPublished(GoldenSource source, String model) {
        Golden golden = source.open(model);
        JsonObject expected = golden.index().getAsJsonObject("f32");
        List<JsonElement> steps = expected.getAsJsonArray("steps").asList();
        JsonObject rates = golden.index().getAsJsonObject("optimizer");
        int measured = 0;
        try (GoldenClip tiny = GoldenClip.open(source, golden);
                AdamW optimizer = new AdamW(tiny.manager(), tiny.clip().trained(), GoldenClip.settings(rates))) {
            for (JsonElement step : steps) {
                trainStep(golden, tiny, step.getAsJsonObject());
                optimizer.step(rates.get("lr").getAsDouble());
                if (step.getAsJsonObject().has("params")) {
                    compareParameters(golden.index(), tiny.clip(), step.getAsJsonObject());
                    measured++;
                }
            }
        }
        assertTrue(measured > 0, "no step with parameters");
    }

    private static void trainStep(Golden golden, GoldenClip tiny, JsonObject expected) {
        try (GradientMode on = GradientMode.on();
                NDScope scope = new NDScope()) {
            NDArray images = Clip.normalize(tiny.clip().encodeImage(tiny.images(), true));
            NDArray captions = Clip.normalize(tiny.clip().encodeText(tiny.captions(), true));
            NDArray labels = Clip.normalize(tiny.clip().encodeText(tiny.labels(), true));
            NDArray logits = tiny.clip().head().logits(images, labels);
            compare(golden, expected.get("logits"), logits, "logits of the step");
            LossInput batch = LossInput.of(
                    logits, tiny.targets(), images, captions, tiny.clip().head().scale());
            Loss balanced = tiny.balancedLoss();
            NDArray loss = new ContrastiveLoss().plus(balanced).evaluate(batch);
            double wanted = expected.get("loss").getAsDouble();
            assertEquals(wanted, loss.getFloat(), SINGLE * Math.max(1, Math.abs(wanted)), "loss");
            Backward.from(loss);
            if (expected.has("grads")) {
                compareGradients(tiny.clip(), expected.getAsJsonObject("grads"));
            }
        }
    }

    private static void compareGradients(Clip clip, JsonObject expected) {
        clip.parameters().forEach((name, parameter) -> {
            if (expected.has(name)) {
                float[] gradient = parameter.getArray().getGradient().toFloatArray();
                JsonObject print = expected.getAsJsonObject(name);
                double length = print.get("l2").getAsDouble();
                double tolerance = GRADIENT * Math.max(length, GRADIENT);
                assertEquals(length, Fingerprint.length(gradient), tolerance, name + " gradient length");
                assertEquals(
                        print.get("probe").getAsDouble(),
                        Fingerprint.probe(gradient),
                        10 * tolerance,
                        name + " gradient");
            }
        });
    }

    private static void compareParameters(JsonObject index, Clip clip, JsonObject step) {
        JsonObject noise = index.getAsJsonObject("param_maxdiff_f32_f64");
        JsonObject prints = GoldenClip.parametersOf(step);
        int[] compared = new int[1];
        clip.parameters().forEach((name, parameter) -> {
            if (prints.has(name) && !isKeyBias(name)) {
                float[] values = parameter.getArray().toFloatArray();
                double natural = GoldenClip.noise(noise, name);
                double largest = prints.getAsJsonObject(name).get("maxabs").getAsDouble();
                double tolerance = NOISE_FACTOR * natural + 1e-6 * largest;
                double[] head = GoldenClip.head(prints.getAsJsonObject(name));
                for (int i = 0; i < head.length; i++) {
                    assertEquals(head[i], values[i], tolerance, name + "[" + i + "]");
                }
                double length = prints.getAsJsonObject(name).get("l2").getAsDouble();
                assertEquals(
                        length, Fingerprint.length(values), tolerance * Math.sqrt(values.length), name + " length");
                compared[0]++;
            }
        });
        assertTrue(compared[0] > 10, "compared " + compared[0] + " parameters");
    }

    /** The gradient of a key's bias is rounding noise, which Adam turns into full steps of either sign. */
    private static boolean isKeyBias(String name) {
        return name.endsWith("in_proj_bias") || name.endsWith("k_proj.bias");
    }

    private static void compare(Golden golden, JsonElement expected, NDArray found, String name) {
        assertClose(golden.floats(expected), found.toFloatArray(), name);
    }

    private static void assertClose(float[] expected, float[] found, String name) {
        double largest = 1e-6;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertEquals(expected.length, found.length, name);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], SINGLE * largest, name + "[" + i + "]");
        }
    }
}
