package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.Prediction;
import io.github.lmclip.core.Score;
import io.github.lmclip.core.serve.ModelDescription;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PromptTemplates;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in backbone, exported by the front door. */
class ExportTest {

    private static final List<String> LABELS = List.of("ring", "tree", "heart", "fish, swimming");
    private static final PromptTemplates PROMPTS = PromptTemplates.of("a photo of a {}", "a drawing of \"the\" {}");
    private static final List<Integer> BATCHES = List.of(1, 3, 8);

    private static LmClip clip;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        clip = LmClip.builder()
                .backbone(Backbone.TINY)
                .labels(LABELS)
                .prompts(PROMPTS)
                .zeroShot();
    }

    @AfterAll
    static void close() {
        clip.close();
    }

    private static PictureTransform transform() {
        return PictureTransform.LM_CLIP.withSize(Backbone.TINY.image().resolution());
    }

    private static List<Picture> pictures(int count) {
        return ShapesMlt.DEFAULT.read(Split.TEST, Path.of("")).samples().subList(0, count).stream()
                .map(sample -> sample.picture())
                .toList();
    }

    private static float[] pixels(List<Picture> pictures) {
        float[] pixels = new float[pictures.size() * transform().length()];
        for (int i = 0; i < pictures.size(); i++) {
            transform()
                    .apply(
                            pictures.get(i).bitmap(),
                            false,
                            pixels,
                            i * transform().length());
        }
        return pixels;
    }

    @Test
    void scoresPicturesAsTheModelDoes() throws OrtException {
        Path file = folder.resolve("below/model.onnx");
        clip.exportOnnx(file);
        try (OpenedGraph graph = new OpenedGraph(file)) {
            for (int count : BATCHES) {
                List<Picture> pictures = pictures(count);
                Map<String, float[]> found =
                        graph.pictures(pixels(pictures), count, transform().size());
                for (int row = 0; row < count; row++) {
                    float[] vector = clip.embed(pictures.get(row));
                    compare(clip.classify(vector, Score.LOGIT), found.get("logits"), row, Agreement.LOGIT);
                    compare(clip.classify(vector, Score.SOFTMAX), found.get("softmax"), row, Agreement.LOGIT);
                    compare(clip.classify(vector, Score.COSINE), found.get("cosine"), row, 1 - Agreement.COSINE);
                }
            }
        }
    }

    private static void compare(List<Prediction> expected, float[] found, int row, double tolerance) {
        assertEquals(LABELS.size(), expected.size());
        for (Prediction each : expected) {
            float score = found[row * LABELS.size() + LABELS.indexOf(each.label())];
            assertEquals(each.score(), score, tolerance, "row " + row + ", " + each);
        }
    }

    @Test
    void encodersGiveTheModelsVectors() throws OrtException {
        Path file = folder.resolve("image.onnx");
        clip.exportOnnx(file, ExportOptions.defaults().withKind(ModelKind.IMAGE_ENCODER));
        List<Picture> pictures = pictures(3);
        try (OpenedGraph graph = new OpenedGraph(file)) {
            float[] found =
                    graph.pictures(pixels(pictures), 3, transform().size()).get("embedding");
            for (int row = 0; row < 3; row++) {
                float[] one = java.util.Arrays.copyOfRange(
                        found, row * Backbone.TINY.embedding(), (row + 1) * Backbone.TINY.embedding());
                Agreement.rows(clip.embed(pictures.get(row)), one, 1, "embedding");
            }
        }
    }

    @Test
    void theFileSaysWhatItIs() throws OrtException {
        Path file = folder.resolve("model.onnx");
        clip.exportOnnx(file);
        try (OpenedGraph graph = new OpenedGraph(file)) {
            ModelDescription found = ModelDescription.read("model.onnx", graph.metadata());
            assertEquals(ModelKind.CLASSIFIER, found.kind());
            assertEquals("TINY", found.backbone());
            assertEquals(LABELS, found.labels());
            assertEquals(PROMPTS.templates(), found.prompts());
            assertEquals(transform(), found.transform());
            assertFalse(found.version().isBlank() || found.licence().isBlank());
        }
    }

    @Test
    void whatWasThereStaysWhereWritingFails() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("model.onnx/inside"));
        String message = assertThrows(UncheckedIOException.class, () -> clip.exportOnnx(taken.getParent()))
                .getMessage();
        assertTrue(message.contains("cannot write " + taken.getParent()), message);
        try (var left = Files.list(folder)) {
            assertEquals(List.of(taken.getParent()), left.toList());
        }
    }

    @Test
    void refusesWrongOptions() {
        String message = assertThrows(IllegalArgumentException.class, () -> ExportOptions.defaults()
                        .withExternalAbove(-1))
                .getMessage();
        assertTrue(message.contains("externalAbove must be in [0, ") && message.endsWith("got -1"), message);
        message = assertThrows(IllegalArgumentException.class, () -> ModelKind.of("both"))
                .getMessage();
        assertTrue(message.contains("\"both\", expected one of classifier, image-encoder, text-encoder"), message);
    }
}
