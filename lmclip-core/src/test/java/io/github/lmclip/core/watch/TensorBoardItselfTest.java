package io.github.lmclip.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.SmallShapes;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TensorBoard itself, by both of its loaders, shows a run that crashed and went on. */
@Tag("tensorboard")
class TensorBoardItselfTest {

    private static final String PYTHON = System.getProperty("lmclip.python", "python3");
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final int STEPS = 12;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private String address;

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void showsTheRun(String fast) throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        crashAndGoOn(run);
        Process server = serve(fast);
        try {
            await();
            TreeMap<Long, List<Float>> expected =
                    EventReader.scalars(folder.resolve("run")).get("loss/total");
            JsonArray points =
                    ask("scalars/scalars?run=run&tag=" + encoded("loss/total")).getAsJsonArray();
            assertEquals(
                    LongStream.rangeClosed(1, STEPS).boxed().toList(),
                    points.asList().stream()
                            .map(point -> point.getAsJsonArray().get(1).getAsLong())
                            .toList());
            for (JsonElement point : points) {
                long step = point.getAsJsonArray().get(1).getAsLong();
                assertEquals(
                        expected.get(step).get(0), point.getAsJsonArray().get(2).getAsFloat(), 1e-6);
            }
            JsonElement histogram =
                    ask("histograms/histograms?run=run&tag=" + encoded("parameters/token_embedding.weight"));
            assertTrue(!histogram.getAsJsonArray().isEmpty());
            requireHyperParameters();
        } finally {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
            server.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void crashAndGoOn(Path run) {
        LmClipBuilder start = LmClip.builder()
                .dataset(new SmallShapes(48, 24))
                .backbone(Backbone.TINY)
                .training(options -> options.withEpochs(2).withBatchSize(8))
                .watch(options -> options.withHistogramEpochs(1))
                .runFolder(run)
                .resume();
        ProgressListener crash = new ProgressListener() {
            @Override
            public void onStep(StepReport step) {
                if (step.epoch() == 2 && step.step() == 4) {
                    throw new ArithmeticException("crash on purpose");
                }
            }
        };
        assertThrows(ArithmeticException.class, start.listener(crash)::train);
        start.train().close();
    }

    private Process serve(String fast) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        address = "http://localhost:%d/data/plugin/".formatted(port);
        List<String> command = List.of(
                PYTHON,
                "-m",
                "tensorboard.main",
                "--logdir",
                folder.toString(),
                "--port",
                Integer.toString(port),
                "--load_fast",
                fast);
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** Waits until the last step has been loaded. */
    private void await() throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (ask("scalars/scalars?run=run&tag=" + encoded("mAP_softmax/total"))
                                .getAsJsonArray()
                                .size()
                        == 2) {
                    return;
                }
            } catch (IOException | IllegalStateException e) {
                Thread.sleep(200);
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("TensorBoard has not come up");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonElement ask(String path) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create(address + path)).build());
    }

    private JsonElement answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return JsonParser.parseString(response.body());
    }

    private void requireHyperParameters() throws IOException, InterruptedException {
        HttpRequest experiment = HttpRequest.newBuilder(URI.create(address + "hparams/experiment"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"experimentName\": \"\", \"hparamsLimit\": 1000}"))
                .build();
        JsonObject found = answer(experiment).getAsJsonObject();
        List<String> names = names(found.getAsJsonArray("hparamInfos"));
        assertTrue(names.contains("training.epochs"), found.toString());
        assertTrue(names.contains("training.optimizer.beta2"), found.toString());
        Stream<String> tags = found.getAsJsonArray("metricInfos").asList().stream()
                .map(info -> info.getAsJsonObject()
                        .getAsJsonObject("name")
                        .get("tag")
                        .getAsString());
        assertTrue(tags.toList().contains("mAP_softmax/total"), found.toString());
    }

    private static List<String> names(JsonArray infos) {
        return infos.asList().stream()
                .map(info -> info.getAsJsonObject().get("name").getAsString())
                .toList();
    }
}
