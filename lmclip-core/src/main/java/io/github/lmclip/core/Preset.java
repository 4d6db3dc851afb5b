package io.github.lmclip.core;

import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.shapes.ShapesMlt;
import io.github.lmclip.losses.DistributionBalance;
import io.github.lmclip.losses.Loss;
import java.util.Arrays;

/**
 * The hyper-parameters of LM-CLIP: contrastive loss + lambda * balanced asymmetric loss, class-aware sampling, AdamW. The
 * rows of both benchmarks are those published with the paper's code; ViT-L/14 has the values of ViT-B/16 there.
 */
public enum Preset {
    // spotless:off            set                 backbone            lambda gammaNeg power smoothing rate  epochs batch
    VOC_RN50        (Benchmark.VOC_MLT,  Backbone.RN50,      0.2,   12.0,   0.70,  0.01,  2e-6,  50,   8),
    VOC_VIT_B_16    (Benchmark.VOC_MLT,  Backbone.VIT_B_16,  0.4,    9.8,   1.35,  0.10,  1e-6,  50,   8),
    VOC_VIT_L_14    (Benchmark.VOC_MLT,  Backbone.VIT_L_14,  0.4,    9.8,   1.35,  0.10,  1e-6,  50,   8),
    COCO_RN50       (Benchmark.COCO_MLT, Backbone.RN50,      6.0,    9.8,   1.35,  0.10,  1e-7,  50,   8),
    COCO_VIT_B_16   (Benchmark.COCO_MLT, Backbone.VIT_B_16,  5.0,    9.8,   1.60,  0.10,  1e-6,  50,   8),
    COCO_VIT_L_14   (Benchmark.COCO_MLT, Backbone.VIT_L_14,  5.0,    9.8,   1.60,  0.10,  1e-6,  50,   8),
    /** This library's own row, for the drawn set and the small backbone. */
    SHAPES_TINY     (ShapesMlt.DEFAULT,  Backbone.TINY,      5.0,    9.8,   0.70,  0.10,  3e-5,   8,  32);
    // spotless:on

    private final DatasetSource dataset;
    private final Backbone backbone;
    private final double lambda;
    private final double gammaNeg;
    private final double power;
    private final double smoothing;
    private final double learningRate;
    private final int epochs;
    private final int batchSize;

    Preset(
            DatasetSource dataset,
            Backbone backbone,
            double lambda,
            double gammaNeg,
            double power,
            double smoothing,
            double learningRate,
            int epochs,
            int batchSize) {
        this.dataset = dataset;
        this.backbone = backbone;
        this.lambda = lambda;
        this.gammaNeg = gammaNeg;
        this.power = power;
        this.smoothing = smoothing;
        this.learningRate = learningRate;
        this.epochs = epochs;
        this.batchSize = batchSize;
    }

    /**
     * Returns the row of a dataset and a backbone. Where the table has none, the row is that of the backbone on VOC-MLT;
     * a ResNet without a row takes that of RN50, a transformer that of ViT-B/16.
     */
    public static Preset of(DatasetSource dataset, Backbone backbone) {
        return Arrays.stream(values())
                .filter(row -> row.dataset.id().equals(dataset.id()) && row.backbone.equals(backbone))
                .findFirst()
                .orElseGet(() -> nearest(dataset, backbone));
    }

    private static Preset nearest(DatasetSource dataset, Backbone backbone) {
        if (backbone.text().equals(Backbone.TINY.text())) {
            return SHAPES_TINY;
        }
        boolean coco = dataset.id().equals(Benchmark.COCO_MLT.id());
        boolean resNet = backbone.image() instanceof Backbone.ImageTower.ResNet;
        if (coco) {
            return resNet ? COCO_RN50 : COCO_VIT_B_16;
        }
        return resNet ? VOC_RN50 : VOC_VIT_B_16;
    }

    /** Returns what is minimised. */
    public Objective objective() {
        return Objective.lmClip(lambda, gammaNeg, smoothing, power);
    }

    /** Returns what is minimised, its class weights from the training split. */
    public Loss objective(ClassFrequencies frequencies) {
        return objective().loss(frequencies, family());
    }

    /** Returns the settings of the distribution-balanced losses on this row's dataset. */
    public DistributionBalance family() {
        return dataset == Benchmark.COCO_MLT ? DistributionBalance.COCO_MLT : DistributionBalance.VOC_MLT;
    }

    /** Returns how to train. */
    public TrainingOptions options() {
        return TrainingOptions.defaults()
                .withLearningRate(learningRate)
                .withSamplingPower(power)
                .withEpochs(epochs)
                .withBatchSize(batchSize);
    }

    /** Returns the weight of the balanced asymmetric loss beside the contrastive one. */
    public double lambda() {
        return lambda;
    }

    /** Returns the focusing exponent of absent classes. */
    public double gammaNeg() {
        return gammaNeg;
    }

    /** Returns the power of both the class weights and the sampling weights. */
    public double power() {
        return power;
    }

    /** Returns the label smoothing. */
    public double smoothing() {
        return smoothing;
    }
}
