package io.github.lmclip.examples.cli.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.clip.SettledNormalisations;
import io.github.lmclip.core.onnx.ExportOptions;
import io.github.lmclip.core.onnx.ExportReport;
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
import io.github.lmclip.examples.cli.options.PictureFiles;
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
 * @param photos a folder to settle normalisations on and to find ranges from; drawn pictures do where there are too few
 */
record RandomModels(Path folder, Optional<Path> photos) {

    private static final int LABELS = 80;

    /** Pictures that normalisations are settled on, and ranges are found from. */
    private static final int SETTLING = 32;

    private static final int RANGES = 64;
    private static final long SEED = 1;

    /** Writes a backbone in several precisions. */
    Map<Precision, Path> export(Backbone backbone, List<Precision> precisions) {
        Map<Precision, Path> files = new LinkedHashMap<>();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Clip clip = Clip.of(backbone, manager)) {
            if (backbone.image() instanceof ImageTower.ResNet) {
                SettledNormalisations.fill(clip, SEED, transform(backbone), pictures(SETTLING));
            } else {
                RandomWeights.fill(clip, SEED);
            }
            for (Precision precision : precisions) {
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
                transform(backbone));
        StaticInt8 ranges = StaticInt8.of(pictures(RANGES));
        ExportReport report = OnnxExporter.of(clip)
                .write(file, description, vectors, ExportOptions.defaults().withStaticInt8(Optional.of(ranges)));
        if (report.convolutions() > 0) {
            System.err.println(backbone.name() + ": " + report);
        }
    }

    private static PictureTransform transform(Backbone backbone) {
        return PictureTransform.LM_CLIP.withSize(backbone.image().resolution());
    }

    private List<Picture> pictures(int count) {
        List<Path> files =
                photos.map(place -> PictureFiles.under(List.of(place))).orElse(List.of());
        Stream<Picture> pictures = files.size() < count
                ? ShapesMlt.DEFAULT.read(Split.TRAIN, Path.of("")).samples().stream()
                        .map(Sample::picture)
                : files.stream().map(Picture::file);
        return pictures.limit(count).toList();
    }
}
