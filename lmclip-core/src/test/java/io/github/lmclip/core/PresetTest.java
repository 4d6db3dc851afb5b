package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.ClassFrequencies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of presets against the published configuration files. */
class PresetTest {

    @ParameterizedTest
    @CsvSource({
        "VOC_RN50,      0.2, 12,  0.7,  0.01, 2e-6",
        "VOC_VIT_B_16,  0.4, 9.8, 1.35, 0.1,  1e-6",
        "VOC_VIT_L_14,  0.4, 9.8, 1.35, 0.1,  1e-6",
        "COCO_RN50,     6,   9.8, 1.35, 0.1,  1e-7",
        "COCO_VIT_B_16, 5,   9.8, 1.6,  0.1,  1e-6",
        "COCO_VIT_L_14, 5,   9.8, 1.6,  0.1,  1e-6"
    })
    void hasThePublishedValues(
            Preset preset, double lambda, double gammaNeg, double power, double smoothing, double rate) {
        assertEquals(lambda, preset.lambda());
        assertEquals(gammaNeg, preset.gammaNeg());
        assertEquals(power, preset.power());
        assertEquals(smoothing, preset.smoothing());
        TrainingOptions options = preset.options();
        assertEquals(rate, options.learningRate());
        assertEquals(power, options.samplingPower());
        assertEquals(8, options.batchSize());
        assertEquals(50, options.epochs());
    }

    @Test
    void findsTheRowOfABenchmarkAndABackbone() {
        assertEquals(Preset.COCO_RN50, Preset.of(Benchmark.COCO_MLT, Backbone.RN50));
        assertEquals(Preset.COCO_VIT_B_16, Preset.of(Benchmark.COCO_MLT, Backbone.VIT_B_32));
        assertEquals(Preset.VOC_RN50, Preset.of(Benchmark.VOC_MLT, Backbone.RN101));
    }

    @Test
    void objectiveReadsLikeThePaper() {
        String objective = Preset.VOC_RN50
                .objective(new ClassFrequencies(10, List.of(5, 5)))
                .toString();
        assertEquals(
                "ContrastiveLoss[] + 0.2 * BalancedAsymmetricLoss[gammaPos=0.0, gammaNeg=12.0, margin=0.05,"
                        + " smoothing=0.01, eps=1.0E-8, classWeights=[1.0, 1.0], normalization=BATCH_MAX,"
                        + " focusGradient=true, reduction=MEAN]",
                objective);
    }
}
