package io.github.lmclip.core.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.github.lmclip.core.engine.AdamW;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.Precision;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.LossInput;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpointing and bfloat16 beside the plain step, on small CLIPs of both kinds. */
class StepModeTest {

    /** Relative error of a loss in bfloat16. */
    private static final double BFLOAT16_LOSS = 0.02;

    private static final double LEARNING_RATE = 1e-4;

    /** What a step left behind. */
    private record Trace(float loss, Map<String, float[]> gradients, Map<String, float[]> parameters) {}

    @ParameterizedTest
    @ValueSource(strings = {"model_tiny_rn", "model_tiny_vit"})
    void checkpointingChangesNoBit(String model) {
        Trace plain = trace(model, clip -> {});
        Trace again = trace(model, clip -> clip.checkpoint(true));
        assertEquals(plain.loss(), again.loss());
        // running statistics too: the second computation must leave them alone
        assertEqualBits(plain.parameters(), again.parameters());
        assertEqualBits(plain.gradients(), again.gradients());
    }

    /** The last stage of the small ResNet normalises over a few values, by which roundings grow on the way to the first. */
    @ParameterizedTest
    @CsvSource({"model_tiny_rn, 0.9", "model_tiny_vit, 0.995"})
    void bfloat16ComesCloseToFloat32(String model, double alike) {
        Assumptions.assumeTrue(hasBfloat16(), "no bfloat16 instructions here");
        Trace plain = trace(model, clip -> {});
        Trace rounded = trace(model, clip -> clip.computeIn(Precision.BF16));
        assertEquals(plain.loss(), rounded.loss(), BFLOAT16_LOSS * plain.loss());
        assertFalse(plain.loss() == rounded.loss(), "nothing was rounded");
        double cosine = cosine(all(plain.gradients()), all(rounded.gradients()));
        assertTrue(cosine > alike, "cosine " + cosine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model_tiny_rn", "model_tiny_vit"})
    void checkpointingChangesNoBitOfBfloat16(String model) {
        Assumptions.assumeTrue(hasBfloat16(), "no bfloat16 instructions here");
        Trace plain = trace(model, clip -> clip.computeIn(Precision.BF16));
        Trace again = trace(model, clip -> {
            clip.computeIn(Precision.BF16);
            clip.checkpoint(true);
        });
        assertEqualBits(plain.parameters(), again.parameters());
        assertEqualBits(plain.gradients(), again.gradients());
    }

    @ParameterizedTest
    @ValueSource(strings = "model_tiny_vit")
    void evaluationStaysInFloat32(String model) {
        Assumptions.assumeTrue(hasBfloat16(), "no bfloat16 instructions here");
        Golden golden = GoldenSource.COMMITTED.open(model);
        try (GoldenClip tiny = GoldenClip.open(GoldenSource.COMMITTED, golden);
                GradientMode off = GradientMode.off()) {
            float[] before = tiny.clip().encodeImage(tiny.images(), false).toFloatArray();
            tiny.clip().computeIn(Precision.BF16);
            assertArrayEquals(
                    before, tiny.clip().encodeImage(tiny.images(), false).toFloatArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "model_tiny_vit")
    void refusesBfloat16WithTheReason(String model) {
        Assumptions.assumeFalse(hasBfloat16(), "bfloat16 instructions here");
        try (GoldenClip tiny = GoldenClip.open(GoldenSource.COMMITTED, GoldenSource.COMMITTED.open(model))) {
            String message = assertThrows(
                            IllegalStateException.class, () -> tiny.clip().computeIn(Precision.BF16))
                    .getMessage();
            assertTrue(message.startsWith("precision BF16 is not for this machine: "), message);
        }
    }

    private static boolean hasBfloat16() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Precision.BF16.require(manager.getDevice());
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    private static Trace trace(String model, Consumer<Clip> mode) {
        Golden golden = GoldenSource.COMMITTED.open(model);
        try (GoldenClip tiny = GoldenClip.open(GoldenSource.COMMITTED, golden);
                AdamW optimizer = new AdamW(tiny.manager(), tiny.clip().trained(), AdamW.Settings.defaults())) {
            mode.accept(tiny.clip());
            step(tiny);
            optimizer.step(LEARNING_RATE);
            float loss = step(tiny);
            Map<String, float[]> gradients = new TreeMap<>();
            Map<String, float[]> parameters = new TreeMap<>();
            tiny.clip().parameters().forEach((name, parameter) -> {
                parameters.put(name, parameter.getArray().toFloatArray());
                if (parameter.getArray().hasGradient()) {
                    gradients.put(name, parameter.getArray().getGradient().toFloatArray());
                }
            });
            return new Trace(loss, gradients, parameters);
        }
    }

    private static float step(GoldenClip tiny) {
        try (NDManager manager = tiny.manager().newSubManager();
                NDScope scope = new NDScope();
                GradientMode on = GradientMode.on()) {
            NDArray pictures = tiny.images();
            pictures.attach(manager);
            NDArray images = Clip.normalize(tiny.clip().encodeImage(pictures, true));
            NDArray texts = Clip.normalize(tiny.clip().encodeText(TokenTree.of(tiny.captionRows()), manager, true));
            LossInput batch = LossInput.ofPairs(images, texts, tiny.clip().logitScale());
            NDArray loss = new ContrastiveLoss().evaluate(batch);
            tiny.clip().backward(loss);
            return loss.getFloat();
        }
    }

    private static void assertEqualBits(Map<String, float[]> expected, Map<String, float[]> found) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, values) -> assertArrayEquals(values, found.get(name), name));
    }

    private static float[] all(Map<String, float[]> gradients) {
        int size = gradients.values().stream().mapToInt(values -> values.length).sum();
        FloatBuffer all = FloatBuffer.allocate(size);
        gradients.values().forEach(all::put);
        return all.array();
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            squares += (double) one[i] * one[i];
            otherSquares += (double) other[i] * other[i];
        }
        return squares == otherSquares ? 1 : product / Math.sqrt(squares * otherSquares);
    }
}
