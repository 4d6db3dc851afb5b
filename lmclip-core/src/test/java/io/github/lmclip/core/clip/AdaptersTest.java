package io.github.lmclip.core.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.engine.Backward;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdaptersTest {

    private static final TextTower TEXT = new TextTower(16, 60, 64, 1, 2);
    private static final Backbone VIT = new Backbone("small ViT", 24, new ImageTower.Vit(32, 2, 64, 8), TEXT);
    private static final Backbone RESNET =
            new Backbone("small ResNet", 24, new ImageTower.ResNet(64, List.of(1, 1, 1, 1), 6), TEXT);

    private static final Lora LORA = new Lora(3, 6, Lora.Tower.BOTH, Lora.Maps.ALL);

    /** Between a float32 backward pass through two factors and one through their product, relative to the largest. */
    private static final double GRADIENT_TOLERANCE = 1e-4;

    /** Between a product of sums and a sum of products in float32. */
    private static final float FEATURE_TOLERANCE = 1e-4f;

    private final NDManager manager = NDManager.newBaseManager("PyTorch");

    @AfterEach
    void close() {
        manager.close();
    }

    private Clip clip(Backbone backbone) {
        Clip clip = Clip.of(backbone, manager);
        RandomWeights.fill(clip, 5);
        return clip;
    }

    private Clip adapted(Backbone backbone) {
        Clip clip = clip(backbone);
        clip.adapt(LORA, 11);
        SplittableRandom random = new SplittableRandom(12);
        try (GradientMode off = GradientMode.off()) {
            adapters(clip)
                    .forEach((name, parameter) -> HostMemory.write(parameter.getArray(), memory -> {
                        for (int i = 0; i < memory.limit(); i++) {
                            memory.put(i, (float) random.nextDouble(-0.1, 0.1));
                        }
                    }));
        }
        return clip;
    }

    private static Map<String, Parameter> adapters(Clip clip) {
        return clip.adapters().orElseThrow().parameters();
    }

    private NDArray pictures(Clip clip) {
        int side = clip.backbone().image().resolution();
        SplittableRandom random = new SplittableRandom(3);
        float[] pixels = new float[2 * 3 * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(-1, 1);
        }
        return manager.create(pixels, new Shape(2, 3, side, side));
    }

    private NDArray texts() {
        long[] ids = new long[2 * TEXT.positions()];
        for (int row = 0; row < 2; row++) {
            int start = row * TEXT.positions();
            ids[start] = 58;
            ids[start + 1] = 4 + row;
            ids[start + 2] = 9;
            ids[start + 3] = 59;
        }
        return manager.create(ids, new Shape(2, TEXT.positions()));
    }

    private List<float[]> features(Clip clip, boolean training) {
        try (GradientMode off = GradientMode.off()) {
            return List.of(
                    clip.encodeImage(pictures(clip), training).toFloatArray(),
                    clip.encodeText(texts(), training).toFloatArray());
        }
    }

    /** Runs a backward pass from a sum of features with changing signs. */
    private void backward(Clip clip) {
        try (GradientMode on = GradientMode.on()) {
            NDArray both = clip.encodeImage(pictures(clip), true).concat(clip.encodeText(texts(), true));
            float[] weights = new float[(int) both.size()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) Math.sin(i);
            }
            Backward.from(both.mul(manager.create(weights, both.getShape())).sum());
        }
    }

    private static void requireSame(List<float[]> expected, List<float[]> found) {
        assertArrayEquals(expected.get(0), found.get(0));
        assertArrayEquals(expected.get(1), found.get(1));
    }

    @Test
    void beginsAsTheNetworkWas() {
        Clip clip = clip(VIT);
        List<float[]> before = features(clip, false);
        List<float[]> inTraining = features(clip, true);
        clip.adapt(LORA, 11);
        requireSame(before, features(clip, false));
        requireSame(inTraining, features(clip, true));
    }

    @Test
    void evaluatesAsTheMergedNetworkBitByBit() {
        Clip clip = adapted(VIT);
        List<float[]> plain = features(clip(VIT), false);
        List<float[]> evaluated = features(clip, false);
        List<float[]> inTraining = features(clip, true);
        clip.mergeAdapters();
        assertTrue(clip.adapters().isEmpty());
        requireSame(evaluated, features(clip, false));
        for (int tower = 0; tower < 2; tower++) {
            assertArrayEquals(evaluated.get(tower), inTraining.get(tower), FEATURE_TOLERANCE);
            assertFalse(Arrays.equals(plain.get(tower), evaluated.get(tower)));
        }
    }

    /** For y = x (W + s B A)^T: dB = s dW A^T and dA = s B^T dW, with dW of the merged network. */
    @Test
    void gradientsAgreeWithThoseOfTheMergedMatrices() {
        for (Backbone backbone : List.of(VIT, RESNET)) {
            Clip clip = adapted(backbone);
            clip.freezeBatchNorm(name -> true);
            backward(clip);
            Clip merged = adapted(backbone);
            merged.freezeBatchNorm(name -> true);
            merged.mergeAdapters();
            backward(merged);
            int seen = 0;
            for (String name : clip.parameters().keySet()) {
                if (adapters(clip).containsKey(name + ".lora_A")) {
                    requireGradients(
                            name,
                            merged.parameters().get(name).getArray(),
                            adapters(clip).get(name + ".lora_A").getArray(),
                            adapters(clip).get(name + ".lora_B").getArray());
                    seen++;
                }
            }
            assertEquals(backbone == VIT ? 16 : 12, seen);
        }
    }

    private static void requireGradients(String name, NDArray weight, NDArray down, NDArray up) {
        double scale = LORA.alpha() / LORA.rank();
        double[][] full = rows(weight.getGradient());
        requireClose(name + " A", product(transposed(rows(up)), full, scale), rows(down.getGradient()));
        requireClose(name + " B", product(full, transposed(rows(down)), scale), rows(up.getGradient()));
    }

    private static double[][] rows(NDArray matrix) {
        float[] values = matrix.toFloatArray();
        int columns = (int) matrix.getShape().get(1);
        double[][] rows = new double[values.length / columns][columns];
        for (int i = 0; i < values.length; i++) {
            rows[i / columns][i % columns] = values[i];
        }
        return rows;
    }

    private static double[][] transposed(double[]... matrix) {
        double[][] other = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[0].length; j++) {
                other[j][i] = matrix[i][j];
            }
        }
        return other;
    }

    private static double[][] product(double[][] left, double[][] right, double scale) {
        double[][] product = new double[left.length][right[0].length];
        for (int i = 0; i < left.length; i++) {
            for (int k = 0; k < right.length; k++) {
                for (int j = 0; j < right[0].length; j++) {
                    product[i][j] += scale * left[i][k] * right[k][j];
                }
            }
        }
        return product;
    }

    private static void requireClose(String name, double[][] expected, double[][] found) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[0].length; j++) {
                largest = Math.max(largest, Math.abs(expected[i][j]));
                difference = Math.max(difference, Math.abs(expected[i][j] - found[i][j]));
            }
        }
        assertTrue(
                largest > 0 && difference <= GRADIENT_TOLERANCE * largest, name + ": " + difference + " of " + largest);
    }

    private List<String> matrices(Backbone backbone, Lora lora) {
        Clip clip = clip(backbone);
        clip.adapt(lora, 0);
        List<String> found = new ArrayList<>();
        adapters(clip).keySet().stream()
                .filter(name -> name.endsWith(".lora_A"))
                .forEach(name -> found.add(name.replace(".lora_A", "")));
        return found;
    }

    @Test
    void adaptsTheChosenMapsOfTheChosenTowers() {
        assertEquals(
                List.of("attn.in_proj_weight", "attn.out_proj.weight", "mlp.c_fc.weight", "mlp.c_proj.weight"),
                matrices(VIT, LORA.withTower(Lora.Tower.TEXT)).stream()
                        .filter(name -> name.startsWith("transformer.resblocks.1."))
                        .map(name -> name.substring("transformer.resblocks.1.".length()))
                        .toList());
        assertEquals(16, matrices(VIT, LORA).size());
        assertEquals(8, matrices(VIT, LORA.withMaps(Lora.Maps.ATTENTION)).size());
        assertTrue(matrices(VIT, LORA.withTower(Lora.Tower.IMAGE).withMaps(Lora.Maps.MLP)).stream()
                .allMatch(name -> name.startsWith("visual.") && name.contains(".mlp.")));
        assertEquals(
                List.of("k", "q", "v", "c"),
                matrices(RESNET, LORA.withTower(Lora.Tower.IMAGE)).stream()
                        .map(name -> name.replaceAll("visual.attnpool.(.)_proj.weight", "$1"))
                        .toList());
    }

    @Test
    void startsFromTheSeed() {
        String name = "visual.transformer.resblocks.0.mlp.c_fc.weight.lora_A";
        Clip one = clip(VIT);
        Clip same = clip(VIT);
        Clip other = clip(VIT);
        one.adapt(LORA, 1);
        same.adapt(LORA, 1);
        other.adapt(LORA, 2);
        float[] values = adapters(one).get(name).getArray().toFloatArray();
        assertArrayEquals(values, adapters(same).get(name).getArray().toFloatArray());
        assertFalse(Arrays.equals(values, adapters(other).get(name).getArray().toFloatArray()));
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        // of 192 uniform draws within 1 / sqrt(64), one lies in the outer tenth but for once in 6e8
        assertTrue(largest <= 1.0 / 8 && largest > 0.9 / 8, "largest " + largest);
    }

    @Test
    void refusesWhatCannotBeAdapted() {
        Clip clip = clip(RESNET);
        Lora perceptrons = new Lora(3, 6, Lora.Tower.IMAGE, Lora.Maps.MLP);
        assertThrows(IllegalArgumentException.class, () -> clip.adapt(perceptrons, 0));
        String message = assertThrows(IllegalArgumentException.class, () -> clip.adapt(LORA.withRank(25), 0))
                .getMessage();
        assertTrue(message.startsWith("rank must be at most 24 for visual.attnpool.c_proj.weight"), message);
        clip.adapt(LORA, 0);
        assertThrows(IllegalStateException.class, () -> clip.adapt(LORA, 0));
        assertThrows(IllegalArgumentException.class, () -> new Lora(0, 1, Lora.Tower.BOTH, Lora.Maps.ALL));
        assertThrows(IllegalArgumentException.class, () -> LORA.withAlpha(Double.NaN));
    }
}
