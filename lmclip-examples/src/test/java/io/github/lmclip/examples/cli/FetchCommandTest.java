package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fetch} from a mirror on this machine. */
class FetchCommandTest {

    private static final int WRONG_INPUT = 2;
    private static final int MISSING = 5;

    @TempDir
    Path folder;

    private HttpServer server;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private byte[] photo;
    private int status;

    @BeforeEach
    void serveOnePhotoEverywhere() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "jpg", file);
        photo = file.toByteArray();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, photo.length);
            exchange.getResponseBody().write(photo);
        }
    }

    private String run(String... words) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream all = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(all);
            System.setErr(all);
            status = Launcher.execute(words);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String mirror() {
        return "http://images.cocodataset.org/=http://127.0.0.1:%d/"
                .formatted(server.getAddress().getPort());
    }

    /** Puts all training images there but the last few. */
    private List<Path> leaveFewMissing() throws IOException {
        List<Path> images = Benchmark.COCO_MLT.read(Split.TRAIN, folder).samples().stream()
                .map(Sample::picture)
                .map(picture -> picture.location().orElseThrow())
                .toList();
        Files.createDirectories(images.get(0).getParent());
        for (Path image : images.subList(0, images.size() - MISSING)) {
            Files.write(image, photo);
        }
        return images.subList(images.size() - MISSING, images.size());
    }

    @Test
    void bringsWhatIsMissing() throws IOException {
        List<Path> missing = leaveFewMissing();
        Path json = folder.resolve("result.json");
        String dir = folder.toString();
        String told = run("fetch", "coco-mlt", dir, "--train-only", "--mirror", mirror(), "--json", json.toString());
        assertEquals(0, status, told);
        assertTrue(told.contains("holds the 1,909 files wanted"), told);
        assertTrue(told.contains("; 5 came now"), told);
        assertEquals(MISSING, asked.size());
        for (Path image : missing) {
            assertTrue(asked.contains("/train2017/" + image.getFileName()), asked.toString());
            assertEquals(photo.length, Files.size(image));
        }
        JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals(1_909, result.get("files").getAsInt());
        assertEquals(1_904, result.get("before").getAsInt());
        assertEquals(1_909L * photo.length, result.get("bytes").getAsLong());
        assertEquals(1_909, Files.readAllLines(folder.resolve("manifest.jsonl")).size());
        assertCheckCompares(missing.get(0));
    }

    private void assertCheckCompares(Path image) throws IOException {
        assertFalse(run("check-data", folder.toString()).contains("as first fetched"));
        assertFalse(run("check-data", folder.toString(), "--train-only").contains("missing"));
        Files.write(image, new byte[] {1});
        String told = run("check-data", folder.toString(), "--show", "100000");
        assertEquals(WRONG_INPUT, status);
        assertTrue(told.contains(image.getFileName() + ": 1 bytes with SHA-256 "), told);
        assertTrue(told.contains("1 other than fetched"), told);
    }

    @Test
    void saysBeforehandHowMuchItIs() throws IOException {
        Path json = folder.resolve("plan.json");
        String told = run("fetch", "coco-mlt", folder.toString(), "--captions", "--dry-run", "--json", json.toString());
        assertEquals(0, status, told);
        assertTrue(told.contains("coco-mlt train: 1,909 files, 0 of them here; about 312.0 MB to fetch from"), told);
        assertTrue(told.contains("captions: 1 files, 0 of them here; 0.6 MB to fetch"), told);
        assertTrue(told.contains("1.13 GB in all"), told);
        JsonObject plan = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals(3, plan.getAsJsonArray("parts").size());
        assertEquals(List.of(json), filesOf(folder));
        String voc = run("fetch", "voc-mlt", folder.toString(), "--dry-run");
        assertTrue(voc.contains("voc-mlt train: 1,142 files, 0 of them here; 1999.6 MB to fetch"), voc);
        assertTrue(voc.contains("2.45 GB in all"), voc);
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void saysOfflineWhatIsMissing() {
        String told = run("fetch", "voc-mlt", folder.toString(), "--train-only", "--offline");
        assertEquals(WRONG_INPUT, status);
        assertTrue(told.contains("get http://host.robots.ox.ac.uk/pascal/VOC/voc2012/VOCtrainval_11-May"), told);
        assertTrue(told.contains("put it at " + folder.resolve("VOCtrainval_11-May-2012.tar")), told);
    }

    @Test
    void refusesOtherNames() {
        String told = run("fetch", "imagenet", folder.toString());
        assertEquals(WRONG_INPUT, status);
        assertTrue(told.contains("no benchmark imagenet, expected one of voc-mlt, coco-mlt"), told);
        String none = run("fetch", "voc-mlt", folder.toString(), "--parallel", "0");
        assertEquals(WRONG_INPUT, status);
        assertTrue(none.contains("expected parallel >= 1"), none);
    }
}
