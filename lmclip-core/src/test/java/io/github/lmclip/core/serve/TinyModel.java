package io.github.lmclip.core.serve;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.onnx.ExportOptions;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** The built-in backbone as an ONNX file, and pictures for it. */
final class TinyModel {

    static final List<String> LABELS = ShapesMlt.DEFAULT.classNames();

    private TinyModel() {}

    static LmClip trainer() {
        return LmClip.builder().backbone(Backbone.TINY).labels(LABELS).zeroShot();
    }

    static Path export(Path folder, ModelKind kind) {
        Path file = folder.resolve(kind.label() + ".onnx");
        try (LmClip clip = trainer()) {
            clip.exportOnnx(file, ExportOptions.defaults().withKind(kind));
        }
        return file;
    }

    /** Writes a changed copy of a model. */
    static Path changed(Path model, Path copy, Consumer<ModelProto.Builder> change) throws IOException {
        try (InputStream in = Files.newInputStream(model)) {
            ModelProto.Builder proto = ModelProto.parseFrom(in).toBuilder();
            change.accept(proto);
            return Files.write(copy, proto.build().toByteArray());
        }
    }

    static List<Picture> pictures(int count) {
        return ShapesMlt.DEFAULT.read(Split.TEST, Path.of("")).samples().subList(0, count).stream()
                .map(sample -> sample.picture())
                .toList();
    }

    static List<Path> files(Path folder, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Picture picture : pictures(count)) {
            Path file = folder.resolve("%04d.png".formatted(files.size()));
            ImageIO.write(picture.bitmap().toImage(), "png", file.toFile());
            files.add(file);
        }
        return files;
    }
}
