package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone.ImageTower.ResNet;
import io.github.lmclip.core.WeightInterpolation.Point;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WeightInterpolationTest {

    private static final SmallShapes SHAPES = new SmallShapes(48, 24);

    private final LmClipBuilder start = LmClip.builder()
            .dataset(SHAPES)
            .backbone(Backbone.TINY)
            .training(options -> options.withEpochs(1).withBatchSize(8).withLearningRate(1e-4));

    private static WeightFile weights(LmClip model) {
        return ClipWeights.live(model.clip(), "a model", ClipExtras.none(), model.labels());
    }

    private static void requireSame(WeightFile expected, WeightFile found) {
        assertEquals(expected.tensors(), found.tensors());
        expected.tensors().keySet().forEach(name -> assertArrayEquals(expected.floats(name), found.floats(name), name));
    }

    @Test
    void endsAreTheModelsBitByBit() {
        try (LmClip zeroShot = start.zeroShot();
                LmClip tuned = start.train();
                LmClip atZero = WeightInterpolation.between(zeroShot, tuned).at(0);
                LmClip atOne = WeightInterpolation.between(zeroShot, tuned).at(1)) {
            requireSame(weights(zeroShot), weights(atZero));
            requireSame(weights(tuned), weights(atOne));
            assertEquals(zeroShot.evaluate(), atZero.evaluate());
            assertEquals(tuned.evaluate(), atOne.evaluate());
        }
    }

    @Test
    void averagesStatisticsOfBatchNormalisationAndTheLogitScale() {
        Backbone resNet = new Backbone("small", 64, new ResNet(64, List.of(1, 1, 1, 1), 4), Backbone.TINY.text());
        LmClipBuilder random = start.backbone(resNet).randomWeights(3);
        try (LmClip zeroShot = random.zeroShot();
                LmClip tuned = random.train();
                LmClip mixed = WeightInterpolation.between(zeroShot, tuned).at(0.25)) {
            for (String name : List.of("visual.bn1.running_mean", "visual.layer1.0.bn2.running_var", "logit_scale")) {
                float[] from = weights(zeroShot).floats(name);
                float[] to = weights(tuned).floats(name);
                float[] found = weights(mixed).floats(name);
                assertNotEquals(from[0], to[0], name);
                for (int i = 0; i < found.length; i++) {
                    assertEquals((float) (0.75 * from[i] + 0.25 * to[i]), found[i], name);
                }
            }
        }
    }

    @Test
    void sweepMeasuresEveryShareInOrder() {
        LongTailDataset test = SHAPES.read(Split.TEST, Path.of(""));
        try (LmClip zeroShot = start.zeroShot();
                LmClip tuned = start.train()) {
            List<Point> points = WeightInterpolation.between(zeroShot, tuned).sweep(List.of(1.0, 0.0, 0.5), test);
            assertEquals(
                    List.of(1.0, 0.0, 0.5), points.stream().map(Point::alpha).toList());
            assertEquals(tuned.evaluate(), points.get(0).evaluation());
            assertEquals(zeroShot.evaluate(), points.get(1).evaluation());
            assertNotEquals(points.get(0).evaluation(), points.get(2).evaluation());
            assertNotEquals(points.get(1).evaluation(), points.get(2).evaluation());
        }
    }

    @Test
    void aBiasThatOnlyTheTunedModelHasGrowsFromZero() {
        LmClipBuilder biased = start.training(options -> options.withLogitBias(OptionalDouble.of(-4)));
        try (LmClip zeroShot = start.zeroShot();
                LmClip tuned = biased.train();
                LmClip half = WeightInterpolation.between(zeroShot, tuned).at(0.5)) {
            float bias = weights(tuned).floats("logit_bias")[0];
            assertEquals(bias / 2, weights(half).floats("logit_bias")[0]);
        }
    }

    @Test
    void refusesSharesOutsideTheLineAndOtherClasses() {
        try (LmClip zeroShot = start.zeroShot();
                LmClip other = LmClip.builder()
                        .labels("tree", "house")
                        .backbone(Backbone.TINY)
                        .zeroShot()) {
            WeightInterpolation line = WeightInterpolation.between(zeroShot, zeroShot);
            for (double alpha : new double[] {-0.1, 1.1, Double.NaN}) {
                assertThrows(IllegalArgumentException.class, () -> line.at(alpha));
            }
            String message = assertThrows(
                            IllegalArgumentException.class, () -> WeightInterpolation.between(zeroShot, other))
                    .getMessage();
            assertTrue(message.contains("classes: 2, expected 20"), message);
        }
    }
}
