package io.github.lmclip.core.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PromptTemplates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any labels by two encoders, against the trainer. */
class OpenVocabularyTest {

    /** Largest difference of a number from the trainer's. */
    private static final float TOLERANCE = 1e-5f;

    /** Largest difference of a logit: a hundred cosines. */
    private static final float LOGITS = 1e-3f;

    private static final PromptTemplates TWO = PromptTemplates.of("a drawing of a {}", "{}");

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path images;
    private static Path texts;
    private static List<Picture> pictures;

    @BeforeAll
    static void export() {
        images = TinyModel.export(shared, ModelKind.IMAGE_ENCODER);
        texts = TinyModel.export(shared, ModelKind.TEXT_ENCODER);
        pictures = TinyModel.pictures(5);
    }

    @Test
    void embedsAsTheTrainerDoes() {
        List<String> sentences = List.of("a red circle", "", "two squares by night, and a star");
        try (LmClip trainer = TinyModel.trainer();
                OpenVocabulary clip = OpenVocabulary.open(images, texts)) {
            float[][] expected = trainer.embedTexts(sentences);
            float[][] found = clip.embed(sentences);
            for (int i = 0; i < sentences.size(); i++) {
                assertArrayEquals(expected[i], found[i], TOLERANCE, sentences.get(i));
            }
            for (Picture picture : pictures) {
                assertArrayEquals(trainer.embed(picture), clip.embed(picture), TOLERANCE, picture.name());
            }
        }
    }

    @Test
    void ranksLabelsThatComeLaterAsTheTrainerRanksItsOwn() {
        List<String> words = List.of("circle", "square", "star");
        try (LmClip trainer = LmClip.builder()
                        .backbone(Backbone.TINY)
                        .labels(words)
                        .prompts(TWO)
                        .zeroShot();
                OpenVocabulary clip = OpenVocabulary.open(images, texts)) {
            LmClipClassifier classifier = clip.classifier(words, TWO);
            assertEquals(words, classifier.labels());
            assertEquals(TWO.templates(), classifier.description().prompts());
            for (Picture picture : pictures) {
                Classification found = classifier.classify(picture);
                trainer.classify(trainer.embed(picture), io.github.lmclip.core.Score.LOGIT)
                        .forEach(each -> assertEquals(
                                each.score(),
                                found.by(io.github.lmclip.core.Score.LOGIT).scores()[words.indexOf(each.label())],
                                LOGITS));
            }
        }
    }

    @Test
    void labelsAtOpeningGiveWhatTheBakedOnesGive() {
        Path baked = TinyModel.export(folder, ModelKind.CLASSIFIER);
        try (LmClipClassifier expected = LmClipClassifier.open(baked);
                LmClipClassifier found =
                        LmClipClassifier.open(images, texts, TinyModel.LABELS, ServingOptions.defaults())) {
            for (Picture picture : pictures) {
                assertArrayEquals(
                        expected.classify(picture).scores(),
                        found.classify(picture).scores(),
                        LOGITS);
            }
        }
    }

    @Test
    void moreLabelsThanFitIntoOneRunKeepTheirOrder() {
        List<String> many = java.util.stream.IntStream.range(0, 150)
                .mapToObj(i -> i == 140 ? "circle" : "square " + i)
                .toList();
        try (OpenVocabulary clip = OpenVocabulary.open(images, texts)) {
            float[] alone = clip.classifier(List.of("circle"))
                    .classify(pictures.get(0))
                    .by(io.github.lmclip.core.Score.COSINE)
                    .scores();
            float[] among = clip.classifier(many)
                    .classify(pictures.get(0))
                    .by(io.github.lmclip.core.Score.COSINE)
                    .scores();
            assertEquals(alone[0], among[140], TOLERANCE);
        }
    }

    private static void refuses(Path imageEncoder, Path textEncoder, String words) {
        String message = assertThrows(OnnxModelException.class, () -> OpenVocabulary.open(imageEncoder, textEncoder))
                .getMessage();
        assertTrue(message.contains(words), message);
    }

    private Path changed(Path model, String key, UnaryOperator<String> change) throws IOException {
        Consumer<ModelProto.Builder> edit = proto -> {
            for (int i = proto.getMetadataPropsCount() - 1; i >= 0; i--) {
                StringStringEntryProto.Builder entry = proto.getMetadataPropsBuilder(i);
                if (entry.getKey().equals("lmclip." + key)) {
                    String value = change.apply(entry.getValue());
                    if (value.isEmpty()) {
                        proto.removeMetadataProps(i);
                    } else {
                        entry.setValue(value);
                    }
                }
            }
        };
        return TinyModel.changed(model, folder.resolve("changed.onnx"), edit);
    }

    @Test
    void refusesOtherKinds() {
        refuses(texts, texts, "holds text-encoder, expected image-encoder");
        refuses(images, images, "holds image-encoder, expected text-encoder");
        refuses(folder.resolve("none.onnx"), texts, "is no file");
    }

    @Test
    void refusesEncodersOfTwoModels() throws IOException {
        String words = "are not of one model";
        refuses(images, changed(texts, "backbone", old -> "RN50"), words);
        refuses(images, changed(texts, "logits", old -> "{\"scale\":12.5,\"bias\":0}"), words);
    }

    @Test
    void refusesFilesWithoutWhatItNeeds() throws IOException {
        refuses(images, changed(texts, "wording", old -> ""), "has no vocabulary in it");
        refuses(changed(images, "logits", old -> ""), texts, "does not say how cosines become logits");
        refuses(
                images,
                changed(texts, "wording", old -> "{\"positions\":77,\"vocabulary\":\"%%\"}"),
                "has a broken vocabulary");
        refuses(images, changed(texts, "wording", old -> "{\"positions\":1}"), "has broken metadata");
    }

    @Test
    void refusesLabelsThatItCannotRead() {
        try (OpenVocabulary clip = OpenVocabulary.open(images, texts)) {
            String none = assertThrows(IllegalArgumentException.class, () -> clip.classifier(List.of()))
                    .getMessage();
            assertEquals("expected at least one label, got none", none);
            String tooLong = assertThrows(
                            IllegalArgumentException.class, () -> clip.classifier(List.of("star ".repeat(100))))
                    .getMessage();
            assertTrue(tooLong.contains("expected at most 77"), tooLong);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> LmClipClassifier.open(images, texts, List.of(), ServingOptions.defaults()));
    }

    @Test
    void itsClassifiersEndWithIt() {
        OpenVocabulary clip = OpenVocabulary.open(images, texts);
        LmClipClassifier one = clip.classifier(List.of("circle"));
        LmClipClassifier other = clip.classifier(List.of("star"));
        one.close();
        assertEquals(1, other.classify(pictures.get(0)).scores().length);
        clip.close();
        assertThrows(IllegalStateException.class, () -> other.classify(pictures.get(0)));
        assertThrows(IllegalStateException.class, () -> clip.embed(List.of("star")));
        clip.close();
    }
}
