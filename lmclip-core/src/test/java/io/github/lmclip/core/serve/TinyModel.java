package io.github.lmclip.core.serve;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.onnx.ExportOptions;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.awt.image.BufferedImage;
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

    static BufferedImage image(Picture picture) {
        Bitmap bitmap = picture.bitmap().toRgb();
        BufferedImage image = new BufferedImage(bitmap.width(), bitmap.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < bitmap.width() * bitmap.height(); i++) {
            int colour = (bitmap.samples()[3 * i] & 0xff) << 16
                    | (bitmap.samples()[3 * i + 1] & 0xff) << 8
                    | bitmap.samples()[3 * i + 2] & 0xff;
            image.setRGB(i % bitmap.width(), i / bitmap.width(), colour);
        }
        return image;
    }

    static List<Path> files(Path folder, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Picture picture : pictures(count)) {
            Path file = folder.resolve("%04d.png".formatted(files.size()));
            ImageIO.write(image(picture), "png", file.toFile());
            files.add(file);
        }
        return files;
    }
}
