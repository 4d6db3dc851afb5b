package io.github.lmclip.core.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.onnx.ExportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they should be are refused in words. */
class BrokenModelTest {

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path whole;

    @BeforeAll
    static void export() {
        whole = TinyModel.export(shared, ModelKind.CLASSIFIER);
    }

    private static void refuses(Path file, String words) {
        String message = assertThrows(OnnxModelException.class, () -> LmClipClassifier.open(file))
                .getMessage();
        assertTrue(message.contains(file.toString()) && message.contains(words), message);
    }

    @Test
    void missingFiles() {
        refuses(folder.resolve("none.onnx"), "is no file, expected an ONNX model");
        refuses(folder, "is no file");
    }

    @Test
    void truncatedFiles() throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        for (int length : List.of(0, 1, 100, bytes.length / 2, bytes.length - 1)) {
            Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(bytes, length));
            assertThrows(OnnxModelException.class, () -> LmClipClassifier.open(cut), "cut to " + length);
        }
        refuses(Files.writeString(folder.resolve("text.onnx"), "no model at all"), "is no ONNX model that can be run");
    }

    /** Constants in a file of their own: without it, or with half of it, there is no model. */
    @Test
    void brokenFilesOfConstants() throws IOException {
        Path file = folder.resolve("model.onnx");
        try (LmClip clip = TinyModel.trainer()) {
            clip.exportOnnx(file, ExportOptions.defaults().withExternalAbove(0));
        }
        Path constants = folder.resolve("model.onnx.data");
        byte[] bytes = Files.readAllBytes(constants);
        LmClipClassifier.open(file).close();
        Files.write(constants, Arrays.copyOf(bytes, bytes.length / 2));
        refuses(file, "is no ONNX model that can be run");
        Files.delete(constants);
        refuses(file, "is no ONNX model that can be run");
    }

    @Test
    void otherKinds() {
        refuses(TinyModel.export(folder, ModelKind.TEXT_ENCODER), "holds text-encoder, expected classifier");
        refuses(TinyModel.export(folder, ModelKind.IMAGE_ENCODER), "holds image-encoder, expected classifier");
    }

    @Test
    void otherOpsets() throws IOException {
        refuses(
                TinyModel.changed(whole, folder.resolve("new.onnx"), model -> model.getOpsetImportBuilder(0)
                        .setVersion(999)),
                "is no ONNX model that can be run");
    }

    @Test
    void missingMetadata() throws IOException {
        refuses(
                TinyModel.changed(whole, folder.resolve("bare.onnx"), ModelProto.Builder::clearMetadataProps),
                "is no model of this library: its metadata has no entry \"lmclip.format\"");
    }

    private Path withEntry(String key, UnaryOperator<String> change) throws IOException {
        return TinyModel.changed(whole, folder.resolve("changed.onnx"), model -> {
            for (StringStringEntryProto.Builder entry : model.getMetadataPropsBuilderList()) {
                if (entry.getKey().equals("lmclip." + key)) {
                    entry.setValue(change.apply(entry.getValue()));
                }
            }
        });
    }

    @Test
    void newerFormats() throws IOException {
        refuses(withEntry("format", old -> "2"), "is of format 2, this library reads format 1");
    }

    @Test
    void brokenMetadata() throws IOException {
        refuses(withEntry("labels", old -> "[\"a\""), "has broken metadata");
        refuses(withEntry("labels", old -> ""), "has broken metadata");
        refuses(withEntry("transform", old -> "{}"), "has broken metadata");
        refuses(withEntry("kind", old -> "regressor"), "there is no kind of model \"regressor\"");
    }

    @Test
    void labelsThatDoNotFitTheMatrix() throws IOException {
        refuses(withEntry("labels", old -> "[\"only one\"]"), "expected the last to be 1, the number of its labels");
    }

    @Test
    void transformsThatDoNotFitTheTower() throws IOException {
        refuses(
                withEntry("transform", old -> old.replace("\"size\":64", "\"size\":32")),
                "expected the last to be 32, the side of its transform's pictures");
    }

    @Test
    void aFileReplacedWhileOpenChangesNothing() throws IOException {
        Path file = Files.copy(whole, folder.resolve("model.onnx"));
        try (LmClipClassifier open = LmClipClassifier.open(file)) {
            Classification before = open.classify(TinyModel.pictures(1).get(0));
            Path other = Files.writeString(folder.resolve("other"), "something else");
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            assertEquals(before, open.classify(TinyModel.pictures(1).get(0)));
        }
    }
}
