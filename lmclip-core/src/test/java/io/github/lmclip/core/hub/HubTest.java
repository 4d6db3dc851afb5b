package io.github.lmclip.core.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.weights.WeightsException;
import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.data.fetch.FetchException.Reason;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.Retries;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds files in caches, and fetches what is in none from a server on this machine. */
class HubTest {

    private static final byte[] CONTENT = "weights".repeat(1000).getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "WEIGHTS".repeat(1000).getBytes(StandardCharsets.UTF_8);
    private static final HubRepository REPOSITORY = HubRepository.parse("hf:owner/name");

    @TempDir
    Path home;

    private final FakeHub server = new FakeHub();
    private final Map<String, String> variables = new HashMap<>();
    private final FetchOptions options = FetchOptions.defaults()
            .withRetries(Retries.defaults().withCount(1).withPauses(Duration.ofMillis(1), Duration.ofMillis(2)));
    private Hub hub;
    private PublishedFile file;

    @BeforeEach
    void start() {
        variables.put("HF_ENDPOINT", server.endpoint());
        hub = new Hub(new Surroundings(variables::get, home), options);
        file = new PublishedFile(
                "the weights of X",
                "x.pt",
                URI.create(server.plain("/x", CONTENT).endpoint() + "/x"),
                Checksum.sha256(FakeHub.hash(CONTENT)),
                OptionalLong.of(CONTENT.length));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path put(String place, byte[] content) throws IOException {
        Path path = home.resolve(place);
        Files.createDirectories(path.getParent());
        return Files.write(path, content);
    }

    private Path put(String place, String content) throws IOException {
        return put(place, content.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertSays(FetchException e, Reason reason, String... parts) {
        assertEquals(reason, e.reason(), e.getMessage());
        Stream.of(parts).forEach(part -> assertTrue(e.getMessage().contains(part), e.getMessage()));
    }

    @Test
    void fetchesAFileOnceIntoItsCache() throws IOException {
        Path found = hub.file(file);
        assertEquals(home.resolve(".cache/lmclip/x.pt"), found);
        assertArrayEquals(CONTENT, Files.readAllBytes(found));
        assertEquals(found, hub.file(file));
        assertEquals(List.of("GET /x"), server.asked());
    }

    @Test
    void takesTheFileOfOpenAisOwnCode() throws IOException {
        Path theirs = put(".cache/clip/x.pt", CONTENT);
        assertEquals(theirs, hub.file(file));
        assertEquals(List.of(), server.asked());
        assertFalse(Files.exists(home.resolve(".cache/lmclip/x.pt")));
    }

    @Test
    void fetchesWhereTheFileOfOpenAisCodeIsDamaged() throws IOException {
        put(".cache/clip/x.pt", OTHER);
        assertEquals(home.resolve(".cache/lmclip/x.pt"), hub.file(file));
        assertArrayEquals(OTHER, Files.readAllBytes(home.resolve(".cache/clip/x.pt")));
    }

    @Test
    void readsAFileOnceToKnowThatItIsRight() throws IOException {
        Path theirs = put(".cache/clip/x.pt", CONTENT);
        assertEquals(theirs, hub.file(file));
        FileTime then = Files.getLastModifiedTime(theirs);
        Files.write(theirs, OTHER);
        Files.setLastModifiedTime(theirs, then);
        assertEquals(theirs, hub.file(file), "believed without a look at its content");
        Files.setLastModifiedTime(theirs, FileTime.from(then.toInstant().plusSeconds(1)));
        assertEquals(home.resolve(".cache/lmclip/x.pt"), hub.file(file));
    }

    @Test
    void replacesADamagedFileOfItsOwn() throws IOException {
        put(".cache/lmclip/x.pt", OTHER);
        assertArrayEquals(CONTENT, Files.readAllBytes(hub.file(file)));
    }

    @Test
    void saysOfflineWhatToGetAndWhereToPutIt() throws IOException {
        variables.put("LMCLIP_OFFLINE", "1");
        String howToGet = "get %s (7,000 bytes, SHA-256 %s) and put it at %s"
                .formatted(file.address(), file.sha256().hex(), home.resolve(".cache/lmclip/x.pt"));
        assertSays(
                assertThrows(FetchException.class, () -> hub.file(file)),
                Reason.OFFLINE,
                "the weights of X: missing",
                howToGet);
        put(".cache/lmclip/x.pt", OTHER);
        assertSays(
                assertThrows(FetchException.class, () -> hub.file(file)),
                Reason.OFFLINE,
                "damaged",
                "has another SHA-256",
                howToGet);
        put(".cache/lmclip/x.pt", CONTENT);
        assertArrayEquals(CONTENT, Files.readAllBytes(hub.file(file)));
        assertEquals(List.of(), server.asked());
    }

    @Test
    void saysTheSameWhereThereIsNoNetwork() {
        server.close();
        assertSays(
                assertThrows(FetchException.class, () -> hub.file(file)),
                Reason.NETWORK,
                "the weights of X: missing",
                "get %s (7,000 bytes".formatted(file.address()),
                "put it at " + home.resolve(".cache/lmclip/x.pt"));
    }

    @Test
    void asksMirrorsForOpenAisFiles() throws IOException {
        variables.put("LMCLIP_MIRRORS", "https://openaipublic.azureedge.net=" + server.endpoint());
        PublishedFile real = OpenAiModel.RN50.file();
        server.plain(real.address().getPath(), CONTENT);
        FetchException e = assertThrows(FetchException.class, () -> hub.weights(OpenAiModel.RN50));
        assertSays(
                e,
                Reason.CONTENT,
                "the weights of RN50",
                "from " + server.endpoint(),
                "got SHA-256 " + FakeHub.hash(CONTENT),
                "expected " + real.sha256());
        assertEquals(2, server.asked().size());
        Path converted = put(".cache/lmclip/RN50.safetensors", CONTENT);
        assertEquals(converted, hub.weights(OpenAiModel.RN50));
    }

    @Test
    void fetchesSafetensorsAndWhatDescribesThem() throws IOException {
        server.large("open_clip_model.safetensors", CONTENT)
                .large("pytorch_model.bin", OTHER)
                .small("open_clip_config.json", "{}")
                .small("merges.txt", "a b");
        RepositoryFiles files = hub.repository(REPOSITORY);
        Path folder = home.resolve(".cache/lmclip/huggingface/models--owner--name/snapshots/" + FakeHub.COMMIT);
        assertEquals(folder.resolve("open_clip_model.safetensors"), files.weights());
        assertArrayEquals(CONTENT, Files.readAllBytes(files.weights()));
        assertEquals(
                Set.of("open_clip_config.json", "merges.txt"),
                files.companions().keySet());
        assertEquals("a b", Files.readString(files.companions().get("merges.txt")));
        int before = server.asked().size();
        assertEquals(files, hub.repository(REPOSITORY));
        assertEquals(files, hub.repository(REPOSITORY.withRevision(FakeHub.COMMIT)));
        assertEquals(before, server.asked().size());
        assertFalse(server.asked().contains("GET /cdn/pytorch_model.bin"));
    }

    @Test
    void asksForOneCommitOnceItIsKnown() {
        server.large("pytorch_model.bin", CONTENT).small("config.json", "{}");
        hub.repository(REPOSITORY.withRevision("refs/pr/1"));
        assertTrue(server.asked().contains("HEAD /owner/name/resolve/refs%2Fpr%2F1/pytorch_model.bin"));
        assertTrue(server.asked().contains("HEAD /owner/name/resolve/%s/config.json".formatted(FakeHub.COMMIT)));
    }

    @Test
    void tellsTheHubTheTokenAndNobodyElse() {
        server.large("model.safetensors", CONTENT).gated("secret");
        assertSays(
                assertThrows(FetchException.class, () -> hub.repository(REPOSITORY)),
                Reason.REFUSED,
                "answered 401 (GatedRepo) for hf:owner/name@main",
                "token in HF_TOKEN",
                server.endpoint() + "/owner/name");
        variables.put("HF_TOKEN", "secret");
        hub.repository(REPOSITORY);
        assertTrue(server.asked().contains("GET /cdn/model.safetensors"));
    }

    @Test
    void refusesLargeFilesWithOtherBytesThanTheHubSays() {
        server.large("model.safetensors", CONTENT).lyingAboutHashes();
        assertSays(
                assertThrows(FetchException.class, () -> hub.repository(REPOSITORY)),
                Reason.CONTENT,
                "got SHA-256 " + FakeHub.hash(CONTENT),
                "expected SHA-256 " + FakeHub.hash(new byte[0]));
    }

    @Test
    void fetchesTheShardsThatAnIndexNames() throws IOException {
        server.small(
                        RepositoryLayout.INDEX,
                        "{\"weight_map\": {\"a\": \"m-1.safetensors\", \"b\": \"m-2.safetensors\"}}")
                .large("m-1.safetensors", CONTENT)
                .large("m-2.safetensors", OTHER);
        RepositoryFiles files = hub.repository(REPOSITORY);
        assertTrue(files.weights().endsWith(RepositoryLayout.INDEX));
        assertArrayEquals(OTHER, Files.readAllBytes(files.weights().resolveSibling("m-2.safetensors")));
        Files.delete(files.weights().resolveSibling("m-2.safetensors"));
        assertEquals(files, hub.repository(REPOSITORY));
        assertArrayEquals(OTHER, Files.readAllBytes(files.weights().resolveSibling("m-2.safetensors")));
    }

    @Test
    void refusesShardsElsewhereThanBesideTheirIndex() {
        for (String shard :
                List.of("../m.safetensors", "/m.safetensors", "a/m.safetensors", "m.bin", "..safetensors")) {
            server.small(RepositoryLayout.INDEX, "{\"weight_map\": {\"a\": \"%s\"}}".formatted(shard));
            Path cache = home.resolve(shard.replace('/', '_'));
            variables.put("LMCLIP_CACHE", cache.toString());
            String message = assertThrows(WeightsException.class, () -> hub.repository(REPOSITORY))
                    .getMessage();
            assertTrue(message.contains("expected the name of a safetensors file beside it"), message);
        }
    }

    @Test
    void saysWhatARepositoryLacks() {
        server.small("config.json", "{}");
        assertSays(
                assertThrows(FetchException.class, () -> hub.repository(REPOSITORY)),
                Reason.REFUSED,
                "none of model.safetensors, open_clip_model.safetensors");
        assertSays(
                assertThrows(FetchException.class, () -> hub.repository(REPOSITORY.withRevision("nope"))),
                Reason.REFUSED,
                "404 (RevisionNotFound)");
        assertSays(
                assertThrows(FetchException.class, () -> hub.repository(HubRepository.parse("hf:some/other"))),
                Reason.REFUSED,
                "404 (RepoNotFound) for hf:some/other@main");
    }

    @Test
    void takesTheCacheOfHuggingFacesOwnLibrary() throws IOException {
        String folder = ".cache/huggingface/hub/models--owner--name/";
        put(folder + "refs/main", FakeHub.COMMIT);
        Path blob = put(folder + "blobs/" + FakeHub.hash(CONTENT), CONTENT);
        Path snapshot = home.resolve(folder + "snapshots/" + FakeHub.COMMIT);
        Files.createDirectories(snapshot);
        Path link = Files.createSymbolicLink(snapshot.resolve("model.safetensors"), snapshot.relativize(blob));
        Path config = put(folder + "snapshots/" + FakeHub.COMMIT + "/config.json", "{}");
        assertEquals(new RepositoryFiles(link, Map.of("config.json", config)), hub.repository(REPOSITORY));
        assertEquals(link, hub.weights(REPOSITORY.withRevision(FakeHub.COMMIT)));
        assertEquals(List.of(), server.asked());
        Files.delete(blob);
        assertThrows(FetchException.class, () -> hub.repository(REPOSITORY));
    }

    @Test
    void saysOfflineWhichFilesOfARepositoryToGet() throws IOException {
        Hub offline = hub.withOptions(said -> said.withOffline(true));
        String folder = ".cache/lmclip/huggingface/models--owner--name/snapshots/main";
        assertSays(
                assertThrows(FetchException.class, () -> offline.repository(REPOSITORY)),
                Reason.OFFLINE,
                "the weights of hf:owner/name@main are missing",
                "get %s/owner/name/resolve/main/model.safetensors".formatted(server.endpoint()),
                "the next of [open_clip_model.safetensors",
                "put it into " + home.resolve(folder),
                "config.json");
        Path weights = put(folder + "/model.safetensors", CONTENT);
        assertEquals(weights, offline.weights(REPOSITORY));
        assertEquals(List.of(), server.asked());
    }
}
