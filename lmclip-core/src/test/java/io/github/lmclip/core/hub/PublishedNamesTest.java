package io.github.lmclip.core.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of weights, and the addresses and hashes they stand for. */
class PublishedNamesTest {

    @Test
    void theNineModelsHaveTheFilesAndHashesThatOpenAiPublishes() throws IOException {
        Map<String, String> expected = new HashMap<>();
        for (String line : Files.readAllLines(GoldenSource.shared("FACTS.md"))) {
            String[] cells = line.split("\\s*\\|\\s*");
            if (cells.length == 4 && cells[2].endsWith(".pt")) {
                expected.put(cells[1], cells[2] + " " + cells[3]);
            }
        }
        Map<String, String> found = new HashMap<>();
        for (OpenAiModel model : OpenAiModel.values()) {
            found.put(
                    model.modelName(),
                    model.file().fileName() + " " + model.file().sha256().hex());
        }
        assertEquals(9, found.size());
        assertEquals(expected, found);
    }

    @Test
    void theVocabularyIsTheOneThatOpenAiPublishes() throws IOException {
        String facts = Files.readString(GoldenSource.shared("FACTS.md"));
        PublishedFile file = PublishedFile.CLIP_VOCABULARY;
        assertTrue(facts.contains(file.sha256().hex()));
        assertTrue(facts.contains(file.size().getAsLong() + " bytes"));
        assertTrue(facts.contains("`clip/%s`".formatted(file.fileName())));
        assertTrue(file.address().toString().endsWith("/clip/" + file.fileName()));
    }

    @ParameterizedTest
    @EnumSource(OpenAiModel.class)
    void addressesNameTheirHash(OpenAiModel model) {
        PublishedFile file = model.file();
        assertEquals(
                "https://openaipublic.azureedge.net/clip/models/%s/%s"
                        .formatted(file.sha256().hex(), file.fileName()),
                file.address().toString());
        assertEquals(model, PublishedWeights.parse(model.modelName()));
    }

    @Test
    void backbonesFindTheirWeightsByName() {
        Stream.of(
                        Backbone.RN50,
                        Backbone.RN101,
                        Backbone.RN50x4,
                        Backbone.VIT_B_32,
                        Backbone.VIT_B_16,
                        Backbone.VIT_L_14)
                .forEach(backbone -> assertTrue(OpenAiModel.of(backbone.name()).isPresent(), backbone.name()));
    }

    @ParameterizedTest
    @EnumSource(OpenClipModel.class)
    void namesOfOpenClipStandForRepositoriesOfTheSameArchitectureAndTag(OpenClipModel model) {
        HubRepository repository = model.repository();
        assertEquals(repository, PublishedWeights.parse(model.modelName()));
        assertEquals("laion", repository.owner());
        assertEquals("main", repository.revision());
        String[] words = model.modelName().split("[/_]");
        String plain = repository.name().toLowerCase(Locale.ROOT).replace("datacomp.xl", "datacomp_xl");
        String stem = words[0].equals("ViT-B-32-256") ? "ViT-B-32-256x256" : words[0];
        assertTrue(plain.startsWith("clip-" + stem.toLowerCase(Locale.ROOT) + "-"), repository.name());
        String tag = model.modelName().substring(words[0].length() + 1).replace('-', '_');
        assertTrue(plain.replace('-', '_').endsWith(tag), repository.name() + " " + tag);
    }

    @Test
    void theBestKnownNameOfOpenClipIsThatOfItsRepository() {
        assertEquals(
                HubRepository.parse("hf:laion/CLIP-ViT-B-32-laion2B-s34B-b79K"),
                PublishedWeights.parse("ViT-B-32/laion2b_s34b_b79k"));
    }

    @Test
    void repositoriesAreReadWithAndWithoutRevision() {
        assertEquals(new HubRepository("a", "b.c-d", "main"), HubRepository.parse("hf:a/b.c-d"));
        assertEquals(new HubRepository("a", "b", "refs/pr/1"), HubRepository.parse("hf:a/b@refs/pr/1"));
        assertEquals("hf:a/b@v1", HubRepository.parse("hf:a/b@v1").toString());
        assertEquals(
                URI.create("https://h/a/b/resolve/refs%2Fpr%2F1/config.json"),
                HubRepository.parse("hf:a/b@refs/pr/1").address(URI.create("https://h"), "config.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hf:",
                "hf:a",
                "hf:a/b/c",
                "hf:../b",
                "hf:a/..",
                "hf:a/b@",
                "hf:a/b@../x",
                "hf:a/b@x/../y",
                "hf:a/b@/x",
                "hf:a b/c",
                "hf:a/b?x",
                "hf:a/b@x\n"
            })
    void refusesRepositoriesThatLeadElsewhere(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> PublishedWeights.parse(text))
                .getMessage();
        assertTrue(message.startsWith("expected hf:owner/name"), message);
    }

    @Test
    void saysWhichNamesAreKnown() {
        String message = assertThrows(IllegalArgumentException.class, () -> PublishedWeights.parse("ViT-Z/1"))
                .getMessage();
        assertTrue(message.contains("RN50x64, ViT-B/32"), message);
        assertTrue(message.contains("ViT-B-16/datacomp_xl_s13b_b90k"), message);
        assertTrue(message.endsWith("got \"ViT-Z/1\""), message);
    }
}
