package io.github.lmclip.examples.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.text.BpeVocabulary;
import io.github.lmclip.core.text.ClipTokenizer;
import io.github.lmclip.data.shapes.CaptionedScenes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneVocabularyTest {

    @TempDir
    Path folder;

    private static String text(InputStream gzip) throws IOException {
        return new String(new GZIPInputStream(gzip).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void isTheOneThatTheLibraryShips() throws IOException {
        Path file = folder.resolve("vocabulary.txt.gz");
        BpeVocabulary vocabulary = SceneVocabulary.write(new CaptionedScenes(1), file);
        assertEquals(Backbone.TINY.text().vocabulary(), vocabulary.size());
        try (InputStream shipped = Backbone.class.getResourceAsStream("tiny/vocabulary.txt.gz")) {
            assertEquals(text(shipped), text(new ByteArrayInputStream(Files.readAllBytes(file))));
        }
    }

    @Test
    void learnsTheMostFrequentPairFirst() {
        List<String> merges = BpeLearner.merges(List.of("aab aab", "ab"));
        assertEquals(List.of("a b</w>", "a ab</w>"), merges);
    }

    @Test
    void batchesNeverShowTheSameFiguresTwice() throws IOException {
        CaptionedScenes scenes = new CaptionedScenes(1);
        BpeVocabulary vocabulary = SceneVocabulary.write(scenes, folder.resolve("vocabulary.txt.gz"));
        SceneBatches batches = new SceneBatches(scenes, new ClipTokenizer(vocabulary), Backbone.TINY);
        SceneBatches.Batch batch = batches.next(1);
        assertEquals(
                batch.ids().size(),
                batch.ids().stream().map(java.util.Arrays::toString).distinct().count());
        assertEquals(64 * 3 * 64 * 64, batch.pixels().length);
    }
}
