package io.github.lmclip.core.onnx;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.RandomNormalisations;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Classifiers of random weights at full size as files, and real photos for them. */
final class FullSizeModel {

    private FullSizeModel() {}

    /** Writes a classifier whose label vectors are the first axes. */
    static Path write(Path file, Backbone backbone, Precision precision, int labels) {
        float[][] vectors = new float[labels][backbone.embedding()];
        for (int id = 0; id < labels; id++) {
            vectors[id][id] = 1;
        }
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Clip clip = Clip.of(backbone, manager)) {
            RandomNormalisations.fill(clip, 1);
            OnnxExporter.of(clip)
                    .write(
                            file,
                            TestDescription.of(backbone, ModelKind.CLASSIFIER, precision, labels),
                            vectors,
                            ExportOptions.defaults());
        }
        return file;
    }

    /** Returns the first photos of COCO's test part. */
    static List<Path> photos(int count) throws IOException {
        try (Stream<Path> files = Files.list(GoldenSource.shared("coco-real").resolve("val2017"))) {
            return files.sorted().limit(count).toList();
        }
    }
}
