package io.github.lmclip.examples.cli;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.onnx.ExportOptions;
import io.github.lmclip.core.onnx.OnnxExporter;
import io.github.lmclip.core.onnx.StaticInt8;
import io.github.lmclip.core.serve.ModelDescription;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Classifiers of random weights as files, for measurements of speed.
 *
 * @param folder where they are written
 * @param photos a folder to find ranges from; drawn pictures do where there is none
 */
record RandomModels(Path folder, Optional<Path> photos) {

    private static final int LABELS = 80;
    private static final int RANGES = 16;
    private static final long SEED = 1;

    /** Writes a backbone in float and in whole numbers. */
    Map<Precision, Path> export(Backbone backbone) {
        Map<Precision, Path> files = new LinkedHashMap<>();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Clip clip = Clip.of(backbone, manager)) {
            RandomWeights.fill(clip, SEED);
            for (Precision precision : List.of(Precision.FLOAT32, Precision.INT8)) {
                Path file = folder.resolve(precision.label() + ".onnx");
                write(clip, precision, file);
                files.put(precision, file);
            }
        }
        return files;
    }

    private void write(Clip clip, Precision precision, Path file) {
        Backbone backbone = clip.backbone();
        float[][] vectors = new float[LABELS][backbone.embedding()];
        IntStream.range(0, LABELS).forEach(id -> vectors[id][id % backbone.embedding()] = 1);
        ModelDescription description = new ModelDescription(
                ModelKind.CLASSIFIER,
                precision,
                backbone.name(),
                "bench",
                "random weights",
                IntStream.range(0, LABELS).mapToObj(id -> "label " + id).toList(),
                List.of(),
                List.of(),
                false,
                PictureTransform.LM_CLIP.withSize(backbone.image().resolution()));
        OnnxExporter.of(clip)
                .write(file, description, vectors, ExportOptions.defaults().withStaticInt8(Optional.of(ranges())));
    }

    /** Random weights see nothing worth agreeing on: all convolutions are measured in whole numbers. */
    private StaticInt8 ranges() {
        List<Path> files =
                photos.map(place -> PictureFiles.under(List.of(place))).orElse(List.of());
        Stream<Picture> pictures = files.size() < RANGES
                ? ShapesMlt.DEFAULT.read(Split.TRAIN, Path.of("")).samples().stream()
                        .map(Sample::picture)
                : files.stream().map(Picture::file);
        return StaticInt8.of(pictures.limit(RANGES).toList()).withLeastAgreement(-1);
    }
}
