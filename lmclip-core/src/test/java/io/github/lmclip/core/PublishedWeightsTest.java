package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.hub.FakeHub;
import io.github.lmclip.core.hub.Hub;
import io.github.lmclip.core.hub.OpenAiModel;
import io.github.lmclip.core.hub.PublishedFile;
import io.github.lmclip.core.hub.Surroundings;
import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.data.fetch.FetchException.Reason;
import io.github.lmclip.data.fetch.FetchListener;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.FetchProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published weights and vocabulary through the front door. */
class PublishedWeightsTest {

    private static final List<String> LABELS = List.of("tree", "heart");

    @TempDir
    Path home;

    private final Map<String, String> variables = new HashMap<>();

    private LmClipBuilder builder(Backbone backbone) {
        return LmClip.builder()
                .labels(LABELS.toArray(String[]::new))
                .backbone(backbone)
                .surroundings(new Surroundings(variables::get, home));
    }

    private Path stored() {
        try (LmClip model = builder(Backbone.TINY).randomWeights(5).zeroShot()) {
            model.save(home.resolve("stored"));
        }
        return home.resolve("stored").resolve(ModelFolder.WEIGHTS);
    }

    @Test
    void weightsOfARepositoryAreFetchedAndOpened() throws IOException {
        Path stored = stored();
        List<FetchProgress> seen = Collections.synchronizedList(new ArrayList<>());
        FetchListener listener = new FetchListener() {
            @Override
            public void onProgress(FetchProgress progress) {
                seen.add(progress);
            }
        };
        try (FakeHub server = new FakeHub()) {
            server.large("model.safetensors", Files.readAllBytes(stored));
            variables.put("HF_ENDPOINT", server.endpoint());
            LmClipBuilder named = builder(Backbone.TINY).weights("hf:owner/name@v1");
            try (LmClip expected = builder(Backbone.TINY).weights(stored).zeroShot();
                    LmClip found = named.downloads(options -> options.withListener(listener))
                            .zeroShot()) {
                assertSame(expected.embedTexts(LABELS), found.embedTexts(LABELS));
            }
            assertEquals(Files.size(stored), seen.get(seen.size() - 1).bytes());
            named.offline(true).zeroShot().close();
        }
    }

    private static void assertSame(float[][] expected, float[][] found) {
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found[i]);
        }
    }

    @Test
    void saysOfflineWhereVocabularyAndWeightsBelong() {
        LmClipBuilder offline = builder(Backbone.RN50).offline(true);
        assertSays(assertThrows(FetchException.class, offline::zeroShot), OpenAiModel.RN50.file());
        Hub hub = new Hub(
                new Surroundings(variables::get, home), FetchOptions.defaults().withOffline(true));
        assertSays(assertThrows(FetchException.class, hub::vocabulary), PublishedFile.CLIP_VOCABULARY);
    }

    private void assertSays(FetchException e, PublishedFile file) {
        assertEquals(Reason.OFFLINE, e.reason());
        String howToGet = file.into(home.resolve(".cache/lmclip")).howToGet();
        assertTrue(e.getMessage().startsWith(file.title() + ": missing"), e.getMessage());
        assertTrue(e.getMessage().endsWith(howToGet), e.getMessage());
    }

    @Test
    void saysThatABackboneOfOnesOwnHasNoPublishedWeights() {
        Backbone own = new Backbone("mine", 64, Backbone.TINY.image(), Backbone.TINY.text());
        Hub hub = new Hub(new Surroundings(variables::get, home), FetchOptions.defaults());
        String message = assertThrows(IllegalStateException.class, () -> Weights.of(own, hub))
                .getMessage();
        assertTrue(message.contains("no weights are published under the name mine"), message);
    }

    @Test
    void refusesUnknownNamesAtOnce() {
        LmClipBuilder builder = builder(Backbone.TINY);
        assertThrows(IllegalArgumentException.class, () -> builder.weights("nobody's"));
    }
}
