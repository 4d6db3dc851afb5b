package io.github.lmclip.core.report;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.data.Benchmark;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A published mAP to stand beside a run's.
 *
 * @param method what was published
 * @param benchmark on which pictures
 * @param backbone the network's name in this library; absent where there is no CLIP in it
 * @param score what AP was computed on, in words
 * @param means mAP in [0, 1]; NaN where only the total is published
 */
record PublishedResult(String method, Benchmark benchmark, Optional<String> backbone, String score, GroupMeans means) {

    private static final String OWN = "LM-CLIP, as published";

    private static final List<PublishedResult> ALL = List.of(
            of("DB-Focal, ResNet-50 of ImageNet", Benchmark.VOC_MLT, null, "logits", 78.94, 73.22, 84.18, 79.30),
            of("DB-Focal, ResNet-50 of ImageNet", Benchmark.COCO_MLT, null, "logits", 53.55, 51.13, 57.05, 51.06),
            of("CLIP zero-shot", Benchmark.VOC_MLT, Backbone.VIT_B_16, "softmax", 85.05, 66.48, 87.08, 97.46),
            of("CLIP zero-shot", Benchmark.COCO_MLT, Backbone.VIT_B_16, "softmax", 60.17, 38.52, 65.06, 72.28),
            of("CLIP zero-shot", Benchmark.VOC_MLT, Backbone.VIT_B_16, "raw", 75.26, 54.74, 77.27, 89.14),
            of("CLIP zero-shot", Benchmark.COCO_MLT, Backbone.VIT_B_16, "raw", 49.34, 28.96, 50.54, 65.70),
            of("LMPT", Benchmark.VOC_MLT, Backbone.VIT_B_16, "not said", 87.88, 72.10, 89.26, 98.49),
            of("LMPT", Benchmark.COCO_MLT, Backbone.VIT_B_16, "not said", 66.19, 44.89, 69.80, 79.08),
            total("LMPT", Benchmark.VOC_MLT, Backbone.RN50, "not said", 85.44),
            total("LMPT", Benchmark.COCO_MLT, Backbone.RN50, "not said", 58.97),
            of(OWN, Benchmark.VOC_MLT, Backbone.RN50, "softmax", 86.14, 70.66, 88.70, 95.83),
            of(OWN, Benchmark.COCO_MLT, Backbone.RN50, "softmax", 58.48, 40.18, 61.74, 70.28),
            of(OWN, Benchmark.VOC_MLT, Backbone.VIT_B_16, "softmax", 92.54, 82.84, 94.42, 98.39),
            of(OWN, Benchmark.COCO_MLT, Backbone.VIT_B_16, "softmax", 74.33, 63.12, 78.09, 79.23),
            of("HP-DVAL", Benchmark.VOC_MLT, Backbone.VIT_B_16, "raw", 93.06, 86.36, 94.13, 97.28),
            of("HP-DVAL", Benchmark.COCO_MLT, Backbone.VIT_B_16, "raw", 76.19, 72.05, 79.12, 75.96));

    private static PublishedResult of(
            String method,
            Benchmark benchmark,
            Backbone backbone,
            String score,
            double total,
            double head,
            double medium,
            double tail) {
        return new PublishedResult(
                method,
                benchmark,
                Optional.ofNullable(backbone).map(Backbone::name),
                score,
                new GroupMeans(total / 100, head / 100, medium / 100, tail / 100));
    }

    private static PublishedResult total(
            String method, Benchmark benchmark, Backbone backbone, String score, double total) {
        return of(method, benchmark, backbone, score, total, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Returns those of a data source, such as {@code voc-mlt}; none for other pictures. */
    static Stream<PublishedResult> of(String source) {
        String id = source.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return ALL.stream().filter(result -> result.benchmark.id().equals(id));
    }

    /** Returns the method and its network, in words. */
    String title() {
        return backbone.map(name -> method + ", " + name).orElse(method);
    }
}
