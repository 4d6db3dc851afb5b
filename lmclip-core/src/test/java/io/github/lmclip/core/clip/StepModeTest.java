package io.github.lmclip.core.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.engine.AdamW;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.Precision;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.LossInput;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkpointing and bfloat16 beside the plain step, on small CLIPs of both kinds. */
class StepModeTest {

    /** Least cosine of all gradients in bfloat16 with those in float32. */
    private static final double ALIKE = 0.99;

    /** Relative error of a loss in bfloat16. */
    private static final double BFLOAT16_LOSS = 0.02;

    private static final double LEARNING_RATE = 1e-4;

    /** A small network with a batch. */
    private enum Subject {
        RESNET(new ImageTower.ResNet(64, List.of(1, 2, 1, 1), 16)),
        VISION_TRANSFORMER(new ImageTower.Vit(64, 3, 64, 16));

        private static final int PAIRS = 6;
        private static final int VOCABULARY = 90;
        private static final int LENGTH = 9;

        private final Backbone backbone;

        Subject(ImageTower image) {
            backbone = new Backbone(name(), 32, image, new TextTower(LENGTH, VOCABULARY, 64, 1, 3));
        }

        Clip open(NDManager manager) {
            Clip clip = Clip.of(backbone, manager);
            RandomWeights.fill(clip, 4);
            return clip;
        }

        NDArray pictures(NDManager manager) {
            SplittableRandom random = new SplittableRandom(5);
            int side = backbone.image().resolution();
            FloatBuffer pixels = FloatBuffer.allocate(PAIRS * 3 * side * side);
            while (pixels.hasRemaining()) {
                pixels.put((float) random.nextGaussian());
            }
            return manager.create(pixels.flip(), new Shape(PAIRS, 3, side, side));
        }

        TokenTree texts() {
            SplittableRandom random = new SplittableRandom(6);
            return TokenTree.of(IntStream.range(0, PAIRS)
                    .mapToObj(i -> {
                        int[] ids = random.ints(LENGTH, 1, VOCABULARY - 1).toArray();
                        ids[LENGTH - 1] = VOCABULARY - 1;
                        return ids;
                    })
                    .toList());
        }
    }

    /** What a step left behind. */
    private record Trace(float loss, Map<String, float[]> gradients, Map<String, float[]> parameters) {}

    @ParameterizedTest
    @EnumSource
    void checkpointingChangesNoBit(Subject subject) {
        assumeProcessor();
        Trace plain = trace(subject, clip -> {});
        Trace again = trace(subject, clip -> clip.checkpoint(true));
        assertEquals(plain.loss(), again.loss());
        // running statistics too: the second computation must leave them alone
        assertEqualBits(plain.parameters(), again.parameters());
        assertEqualBits(plain.gradients(), again.gradients());
    }

    @Test
    void bothGoTogetherWithAdapters() {
        assumeProcessor();
        Map<String, float[]> plain = adapterGradients(clip -> {});
        assertEqualBits(plain, adapterGradients(clip -> clip.checkpoint(true)));
        Assumptions.assumeTrue(hasBfloat16(), "no bfloat16 instructions here");
        Map<String, float[]> rounded = adapterGradients(clip -> clip.computeIn(Precision.BF16));
        assertTrue(cosine(all(plain), all(rounded)) > ALIKE);
    }

    private static Map<String, float[]> adapterGradients(Consumer<Clip> mode) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Subject.VISION_TRANSFORMER.open(manager)) {
            clip.adapt(Lora.defaults(), 7);
            mode.accept(clip);
            step(Subject.VISION_TRANSFORMER, clip);
            Map<String, float[]> gradients = new TreeMap<>();
            clip.adapters()
                    .orElseThrow()
                    .parameters()
                    .forEach((name, parameter) -> gradients.put(
                            name, parameter.getArray().getGradient().toFloatArray()));
            return gradients;
        }
    }

    @ParameterizedTest
    @EnumSource
    void bfloat16ComesCloseToFloat32(Subject subject) {
        Assumptions.assumeTrue(hasBfloat16(), "no bfloat16 instructions here");
        Trace plain = trace(subject, clip -> {});
        Trace rounded = trace(subject, clip -> clip.computeIn(Precision.BF16));
        assertEquals(plain.loss(), rounded.loss(), BFLOAT16_LOSS * plain.loss());
        assertFalse(plain.loss() == rounded.loss(), "nothing was rounded");
        double cosine = cosine(all(plain.gradients()), all(rounded.gradients()));
        assertTrue(cosine > ALIKE, "cosine " + cosine);
    }

    @ParameterizedTest
    @EnumSource
    void checkpointingChangesNoBitOfBfloat16(Subject subject) {
        assumeProcessor();
        Assumptions.assumeTrue(hasBfloat16(), "no bfloat16 instructions here");
        Trace plain = trace(subject, clip -> clip.computeIn(Precision.BF16));
        Trace again = trace(subject, clip -> {
            clip.computeIn(Precision.BF16);
            clip.checkpoint(true);
        });
        assertEqualBits(plain.parameters(), again.parameters());
        assertEqualBits(plain.gradients(), again.gradients());
    }

    @Test
    void evaluationStaysInFloat32() {
        Assumptions.assumeTrue(hasBfloat16(), "no bfloat16 instructions here");
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Subject.VISION_TRANSFORMER.open(manager);
                GradientMode off = GradientMode.off()) {
            NDArray pictures = Subject.VISION_TRANSFORMER.pictures(manager);
            float[] before = clip.encodeImage(pictures, false).toFloatArray();
            clip.computeIn(Precision.BF16);
            assertArrayEquals(before, clip.encodeImage(pictures, false).toFloatArray());
        }
    }

    @Test
    void refusesBfloat16WithTheReason() {
        Assumptions.assumeFalse(hasBfloat16(), "bfloat16 instructions here");
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Subject.VISION_TRANSFORMER.open(manager)) {
            String message = assertThrows(IllegalStateException.class, () -> clip.computeIn(Precision.BF16))
                    .getMessage();
            assertTrue(message.startsWith("precision BF16 is not for this machine: "), message);
        }
    }

    private static boolean hasBfloat16() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Precision.BF16.require(manager.getDevice());
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    private static Trace trace(Subject subject, Consumer<Clip> mode) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = subject.open(manager);
                AdamW optimizer = new AdamW(manager, clip.trained(), AdamW.Settings.defaults())) {
            mode.accept(clip);
            step(subject, clip);
            optimizer.step(LEARNING_RATE);
            float loss = step(subject, clip);
            Map<String, float[]> gradients = new TreeMap<>();
            Map<String, float[]> parameters = new TreeMap<>();
            clip.parameters().forEach((name, parameter) -> {
                parameters.put(name, parameter.getArray().toFloatArray());
                if (parameter.getArray().hasGradient()) {
                    gradients.put(name, parameter.getArray().getGradient().toFloatArray());
                }
            });
            return new Trace(loss, gradients, parameters);
        }
    }

    private static float step(Subject subject, Clip clip) {
        try (NDManager manager = clip.manager().newSubManager();
                NDScope scope = new NDScope();
                GradientMode on = GradientMode.on()) {
            NDArray images = Clip.normalize(clip.encodeImage(subject.pictures(manager), true));
            NDArray texts = Clip.normalize(clip.encodeText(subject.texts(), manager, true));
            NDArray loss = new ContrastiveLoss()
                    .evaluate(LossInput.ofPairs(images, texts, clip.head().scale()));
            clip.backward(loss);
            return loss.getFloat();
        }
    }

    /** Elsewhere sums run in an order that changes from run to run. */
    private static void assumeProcessor() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Assumptions.assumeFalse(manager.getDevice().isGpu(), "not on the processor");
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
