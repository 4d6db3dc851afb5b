package io.github.lmclip.core.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.Mirrors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What environment variables mean. */
class SurroundingsTest {

    @TempDir
    Path home;

    private Surroundings with(Map<String, String> variables) {
        return new Surroundings(variables::get, home);
    }

    @Test
    void cachesAreInTheHomeFolderUnlessSaidOtherwise() {
        Surroundings plain = with(Map.of("LMCLIP_CACHE", " "));
        assertEquals(home.resolve(".cache/lmclip"), plain.cache());
        assertEquals(home.resolve(".cache/clip"), plain.openAiCache());
        assertEquals(home.resolve(".cache/huggingface/hub"), plain.huggingFaceCache());
        assertEquals(Path.of("/c"), with(Map.of("LMCLIP_CACHE", "/c")).cache());
        assertEquals(home.resolve("c"), with(Map.of("LMCLIP_CACHE", "~/c")).cache());
    }

    @Test
    void theCacheOfHuggingFaceIsWhereItsOwnLibraryLooks() {
        assertEquals(
                Path.of("/x/huggingface/hub"),
                with(Map.of("XDG_CACHE_HOME", "/x")).huggingFaceCache());
        assertEquals(
                Path.of("/h/hub"),
                with(Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "/h")).huggingFaceCache());
        assertEquals(
                Path.of("/old"),
                with(Map.of("HF_HOME", "/h", "HUGGINGFACE_HUB_CACHE", "/old")).huggingFaceCache());
        assertEquals(
                Path.of("/new"),
                with(Map.of("HF_HUB_CACHE", "/new", "HUGGINGFACE_HUB_CACHE", "/old"))
                        .huggingFaceCache());
    }

    @Test
    void theTokenIsThatOfTheEnvironmentElseThatOfALogin() throws IOException {
        assertEquals(Optional.empty(), with(Map.of()).huggingFaceToken());
        Path login = home.resolve(".cache/huggingface/token");
        Files.createDirectories(login.getParent());
        Files.writeString(login, "stored\n");
        assertEquals(Optional.of("stored"), with(Map.of()).huggingFaceToken());
        assertEquals(
                Optional.of("old"),
                with(Map.of("HUGGING_FACE_HUB_TOKEN", "old")).huggingFaceToken());
        assertEquals(
                Optional.of("new"),
                with(Map.of("HUGGING_FACE_HUB_TOKEN", "old", "HF_TOKEN", "new")).huggingFaceToken());
        Path other = Files.writeString(home.resolve("other"), "kept");
        assertEquals(
                Optional.of("kept"),
                with(Map.of("HF_TOKEN_PATH", other.toString())).huggingFaceToken());
    }

    @Test
    void theEndpointLosesItsSlash() {
        assertEquals(URI.create("https://huggingface.co"), with(Map.of()).huggingFaceEndpoint());
        assertEquals(
                URI.create("https://m/hf"),
                with(Map.of("HF_ENDPOINT", "https://m/hf/")).huggingFaceEndpoint());
    }

    @Test
    void offlineIsWhatSaysYes() {
        assertTrue(with(Map.of("LMCLIP_OFFLINE", "1")).offline());
        assertTrue(with(Map.of("LMCLIP_OFFLINE", "True")).offline());
        assertFalse(with(Map.of("LMCLIP_OFFLINE", "0")).offline());
        assertFalse(with(Map.of()).offline());
    }

    @Test
    void mirrorsAndProxyAreRead() {
        Surroundings said = with(Map.of("LMCLIP_MIRRORS", "https://a=https://b", "LMCLIP_PROXY", "http://p:3128"));
        assertEquals(Map.of("https://a", "https://b"), said.mirrors().prefixes());
        assertEquals(Optional.of(URI.create("http://p:3128")), said.proxy());
    }

    @Test
    void whatOptionsSayThemselvesGoesFirst() {
        Surroundings said = with(Map.of(
                "LMCLIP_MIRRORS", "https://a=https://b,https://c=https://d",
                "LMCLIP_PROXY", "http://p:3128",
                "LMCLIP_OFFLINE", "1"));
        FetchOptions options = FetchOptions.defaults().withMirrors(Mirrors.parse("https://a=https://e"));
        FetchOptions applied = said.apply(options);
        assertEquals(
                Map.of("https://a", "https://e", "https://c", "https://d"),
                applied.mirrors().prefixes());
        assertEquals(Optional.of(URI.create("http://p:3128")), applied.proxy());
        assertTrue(applied.offline());
        URI own = URI.create("http://q:3128");
        assertEquals(Optional.of(own), said.apply(options.withProxy(own)).proxy());
        assertEquals(options, with(Map.of()).apply(options));
    }
}
