package io.github.lmclip.core.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.onnx.ExportOptions;
import io.github.lmclip.core.serve.Calibration;
import io.github.lmclip.core.serve.Classification;
import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.core.train.Scorer;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {

    private static final int IMAGES = 20_000;

    /** What so many draws leave uncertain. */
    private static final double NOISE = 0.1;

    @TempDir
    Path folder;

    /** Draws of labels that follow the logits by known laws. */
    private record Drawn(float[][] logits, boolean[][] targets) {

        static Drawn bySigmoid(double slope, double intercept) {
            SplittableRandom random = new SplittableRandom(1);
            Drawn drawn = new Drawn(new float[IMAGES][1], new boolean[IMAGES][1]);
            for (int i = 0; i < IMAGES; i++) {
                drawn.logits[i][0] = (float) (25 + 2 * random.nextGaussian());
                double chance = 1 / (1 + Math.exp(-(slope * drawn.logits[i][0] + intercept)));
                drawn.targets[i][0] = random.nextDouble() < chance;
            }
            return drawn;
        }

        static Drawn bySoftmax(double temperature, int classes) {
            SplittableRandom random = new SplittableRandom(2);
            Drawn drawn = new Drawn(new float[IMAGES][classes], new boolean[IMAGES][classes]);
            for (int i = 0; i < IMAGES; i++) {
                double total = 0;
                for (int c = 0; c < classes; c++) {
                    drawn.logits[i][c] = (float) (20 + 3 * random.nextGaussian());
                    total += Math.exp(drawn.logits[i][c] / temperature);
                }
                double place = random.nextDouble() * total;
                int c = 0;
                for (place -= Math.exp(drawn.logits[i][0] / temperature); place > 0 && c < classes - 1; ) {
                    c++;
                    place -= Math.exp(drawn.logits[i][c] / temperature);
                }
                drawn.targets[i][c] = true;
            }
            return drawn;
        }
    }

    @Test
    void findsTheTemperatureThatLabelsWereDrawnBy() {
        for (double temperature : List.of(0.5, 1.0, 4.0)) {
            Drawn drawn = Drawn.bySoftmax(temperature, 5);
            double found = TemperatureFit.of(drawn.logits(), drawn.targets()).temperature();
            assertEquals(temperature, found, NOISE * temperature);
            double best = TemperatureFit.unlikelihood(drawn.logits(), drawn.targets(), found);
            for (double other : List.of(0.99, 1.01)) {
                assertTrue(best < TemperatureFit.unlikelihood(drawn.logits(), drawn.targets(), other * found));
            }
        }
    }

    @Test
    void findsTheLineThatLabelsWereDrawnBy() {
        Drawn drawn = Drawn.bySigmoid(1.5, -40);
        Calibration.Platt found = PlattFit.of(drawn.logits(), drawn.targets());
        assertEquals(1.5, found.slopes().get(0), NOISE);
        assertEquals(-40 / 1.5, found.intercepts().get(0) / found.slopes().get(0), NOISE);
    }

    @Test
    void labelsThatAreNeverThereOrTellThemselvesApartHaveFiniteNumbers() {
        float[][] logits = {{1, 5, 3}, {2, 5, 3}, {8, 5, 3}, {9, 5, 3}};
        boolean[][] targets = {{false, false, true}, {false, false, true}, {true, false, true}, {true, false, true}};
        Calibration.Platt found = PlattFit.of(logits, targets);
        double[] apart = {probability(found, 0, 2), probability(found, 0, 8)};
        assertTrue(apart[0] < 0.3 && apart[1] > 0.7, apart[0] + " " + apart[1]);
        assertEquals(1.0 / 6, probability(found, 1, 5), 1e-6);
        assertEquals(5.0 / 6, probability(found, 2, 3), 1e-6);
    }

    private static double probability(Calibration.Platt fitted, int label, double logit) {
        return 1
                / (1
                        + Math.exp(-(fitted.slopes().get(label) * logit
                                + fitted.intercepts().get(label))));
    }

    @Test
    void thresholdsAreThoseOfTheBestF1OrOfAPrecision() {
        float[][] logits = {{9, 1}, {8, 1}, {7, 1}, {6, 1}, {5, 1}, {5, 1}};
        boolean[][] targets = {
            {true, false}, {false, false}, {true, false}, {true, false}, {false, false}, {true, false}
        };
        // by logit: 1/1, 1/2, 2/3, 3/4, then two of equal logit at once, 4/6
        assertEquals(List.of(4.5, ThresholdFit.NEVER), ThresholdFit.bestF1(logits, targets));
        assertEquals(List.of(5.5, ThresholdFit.NEVER), ThresholdFit.precisionOf(0.7, logits, targets));
        assertEquals(List.of(8.5, ThresholdFit.NEVER), ThresholdFit.precisionOf(1, logits, targets));
    }

    @Test
    void aServedModelGivesFittedProbabilitiesAndPresentLabels() {
        LongTailDataset whole = ShapesMlt.DEFAULT.read(Split.TEST, folder);
        LongTailDataset held = new LongTailDataset(
                "held out", whole.classNames(), whole.samples().subList(0, 200));
        try (LmClip clip = LmClip.builder()
                .backbone(Backbone.TINY)
                .dataset(ShapesMlt.DEFAULT)
                .zeroShot()) {
            float[][] logits = clip.logits(held);
            boolean[][] targets = Scorer.targets(held);
            Calibration.Platt platt = PlattFit.of(logits, targets);
            Calibration.Temperature temperature = TemperatureFit.of(logits, targets);
            List<Double> thresholds = ThresholdFit.bestF1(logits, targets);
            ExportOptions options = ExportOptions.defaults().withThresholds(thresholds);
            clip.exportOnnx(folder.resolve("platt.onnx"), options.withCalibration(platt));
            clip.exportOnnx(folder.resolve("temperature.onnx"), options.withCalibration(temperature));
            clip.exportOnnx(folder.resolve("plain.onnx"));
            check(held, logits, platt, thresholds);
            checkSum(held);
            refuses(clip, platt, held);
        }
    }

    private void check(LongTailDataset held, float[][] logits, Calibration.Platt platt, List<Double> thresholds) {
        try (LmClipClassifier classifier = LmClipClassifier.open(folder.resolve("platt.onnx"))) {
            for (int image = 0; image < 20; image++) {
                Classification found =
                        classifier.classify(held.samples().get(image).picture());
                float[] row = logits[image];
                for (int label = 0; label < row.length; label++) {
                    assertEquals(probability(platt, label, row[label]), found.probabilities()[label], 1e-3);
                }
                List<String> present = IntStream.range(0, row.length)
                        .filter(label -> row[label] >= thresholds.get(label))
                        .mapToObj(held.classNames()::get)
                        .sorted()
                        .toList();
                assertEquals(
                        present,
                        found.present().stream()
                                .map(each -> each.label())
                                .sorted()
                                .toList());
            }
        }
    }

    private void checkSum(LongTailDataset held) {
        try (LmClipClassifier classifier = LmClipClassifier.open(folder.resolve("temperature.onnx"))) {
            float sum = 0;
            for (float each :
                    classifier.classify(held.samples().get(0).picture()).probabilities()) {
                sum += each;
            }
            assertEquals(1, sum, 1e-5);
        }
    }

    private void refuses(LmClip clip, Calibration.Platt platt, LongTailDataset held) {
        try (LmClipClassifier plain = LmClipClassifier.open(folder.resolve("plain.onnx"))) {
            Classification found = plain.classify(held.samples().get(0).picture());
            assertEquals(
                    "the model gives no probabilities; export it with a calibration",
                    assertThrows(IllegalStateException.class, found::probabilities)
                            .getMessage());
            assertTrue(assertThrows(IllegalStateException.class, found::present)
                    .getMessage()
                    .startsWith("the model has no thresholds"));
        }
        Calibration.Platt short1 = new Calibration.Platt(
                platt.slopes().subList(0, 1), platt.intercepts().subList(0, 1));
        Path file = folder.resolve("wrong.onnx");
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> clip.exportOnnx(file, ExportOptions.defaults().withCalibration(short1)))
                .getMessage();
        assertEquals("expected a calibration of the 20 labels, got one of 1", message);
        message = assertThrows(
                        IllegalArgumentException.class,
                        () -> clip.exportOnnx(file, ExportOptions.defaults().withThresholds(List.of(1.0))))
                .getMessage();
        assertEquals("expected a threshold for each of the 20 labels, got 1", message);
    }

    @Test
    void refusesWhatCannotBeFitted() {
        float[][] logits = {{1, 2}};
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> PlattFit.of(logits, new boolean[][] {{false, false}}))
                .getMessage()
                .startsWith("no image has any label"));
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> TemperatureFit.of(logits, new boolean[][] {{true}}))
                        .getMessage()
                        .contains("image 0 has 2 logits and 1 targets"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ThresholdFit.bestF1(logits, new boolean[0][]))
                .getMessage()
                .contains("got 1 and 0"));
        float[][] broken = {{1, Float.NaN}};
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> PlattFit.of(broken, new boolean[][] {{true, true}}))
                        .getMessage()
                        .contains("logit 1 of image 0 is NaN"));
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> ThresholdFit.precisionOf(0, logits, new boolean[][] {{true, true}}))
                .getMessage()
                .contains("must be in (0, 1], got 0.0"));
        assertThrows(IllegalArgumentException.class, () -> new Calibration.Temperature(0));
    }
}
