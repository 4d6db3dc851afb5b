package io.github.lmclip.core.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.Prediction;
import io.github.lmclip.core.Score;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LmClipClassifierTest {

    private static final int BATCH = 8;
    private static final double LOGIT = 1e-3;

    /** Batches of another size are summed in another order. */
    private static final float ROUNDING = 1e-4f;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static LmClipClassifier classifier;

    @BeforeAll
    static void open() {
        classifier = LmClipClassifier.open(
                TinyModel.export(shared, ModelKind.CLASSIFIER),
                ServingOptions.defaults().withBatch(BATCH));
    }

    @AfterAll
    static void close() {
        classifier.close();
    }

    @Test
    void agreesWithTheModelThatItWasExportedFrom() {
        try (LmClip clip = TinyModel.trainer()) {
            for (Picture picture : TinyModel.pictures(20)) {
                Map<String, Double> expected = clip.classify(clip.embed(picture), Score.LOGIT).stream()
                        .collect(Collectors.toMap(Prediction::label, Prediction::score));
                List<Prediction> found =
                        classifier.classify(picture).by(Score.LOGIT).ranked();
                assertEquals(expected.size(), found.size());
                found.forEach(each -> assertEquals(expected.get(each.label()), each.score(), LOGIT, each.label()));
            }
        }
    }

    @Test
    void everyFormOfAPictureGivesTheSame() throws IOException {
        Path file = TinyModel.files(folder, 1).get(0);
        Classification expected = classifier.classify(TinyModel.pictures(1).get(0));
        assertEquals(expected, classifier.classify(file));
        assertEquals(expected, classifier.classify(Picture.file(file).bitmap().toImage()));
        try (InputStream stream = Files.newInputStream(file)) {
            assertEquals(expected, classifier.classify(stream));
        }
    }

    @Test
    void grayImagesKeepTheirLevels() {
        BufferedImage gray = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage colour = new BufferedImage(32, 32, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 32 * 32; i++) {
            int level = i % 256;
            gray.getRaster().setSample(i % 32, i / 32, 0, level);
            colour.setRGB(i % 32, i / 32, new Color(level, level, level, 255).getRGB());
        }
        assertEquals(classifier.classify(colour), classifier.classify(gray));
    }

    @Test
    void batchesOfAnySizeGiveTheSame() {
        List<Picture> pictures = TinyModel.pictures(21);
        List<Classification> together = classifier.classifyAll(pictures);
        assertEquals(pictures.size(), together.size());
        for (int i = 0; i < pictures.size(); i++) {
            assertArrayEquals(
                    classifier.classify(pictures.get(i)).scores(),
                    together.get(i).scores(),
                    ROUNDING,
                    "picture " + i);
        }
        assertEquals(List.of(), classifier.classifyAll(List.of()));
    }

    @Test
    void ranksCutsAndRescores() {
        Classification found = classifier.classify(TinyModel.pictures(1).get(0));
        List<Prediction> ranked = found.ranked();
        assertEquals(1, ranked.stream().mapToDouble(Prediction::score).sum(), ROUNDING);
        assertEquals(ranked.subList(0, 3), found.top(3));
        assertEquals(ranked, found.top(1000));
        double third = ranked.get(2).score();
        assertEquals(ranked.subList(0, 3), found.above(third));
        Map<String, Double> thresholds = TinyModel.LABELS.stream()
                .collect(Collectors.toMap(
                        label -> label, label -> label.equals(ranked.get(4).label()) ? 0.0 : 1.1));
        assertEquals(List.of(ranked.get(4)), found.above(thresholds));
        Score sigmoid = Score.sigmoid(10, -2);
        double cosine = found.by(Score.COSINE).ranked().get(0).score();
        assertEquals(
                1 / (1 + Math.exp(-(10 * cosine - 2))),
                found.by(sigmoid).ranked().get(0).score(),
                1e-6);
        String message =
                assertThrows(IllegalArgumentException.class, () -> found.top(0)).getMessage();
        assertEquals("count must be >= 1, got 0", message);
        message = assertThrows(IllegalArgumentException.class, () -> found.above(Map.of()))
                .getMessage();
        assertTrue(message.contains("each of the 20 labels, \"" + TinyModel.LABELS.get(0) + "\" has none"), message);
    }

    @Test
    void streamsInOrderAndGoesOnAfterBrokenFiles() throws IOException {
        List<Path> files = new ArrayList<>(TinyModel.files(folder, 40));
        files.add(5, Files.writeString(folder.resolve("broken.jpg"), "no picture"));
        files.add(folder.resolve("missing.png"));
        List<Outcome> outcomes;
        try (Stream<Outcome> stream = classifier.stream(files.stream())) {
            outcomes = stream.toList();
        }
        assertEquals(files, outcomes.stream().map(Outcome::picture).toList());
        for (int i = 0; i < files.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Found found) {
                assertArrayEquals(
                        classifier.classify(files.get(i)).scores(),
                        found.classification().scores(),
                        ROUNDING);
            } else {
                PictureException reason = ((Outcome.Broken) outcomes.get(i)).reason();
                assertTrue(i == 5 || i == files.size() - 1, reason.getMessage());
                assertTrue(reason.getMessage().contains(files.get(i).toString()), reason.getMessage());
            }
        }
    }

    @Test
    void aSlowReaderSlowsTheSource() throws IOException {
        Path file = TinyModel.files(folder, 1).get(0);
        AtomicInteger asked = new AtomicInteger();
        Stream<Path> endless = Stream.generate(() -> {
            asked.incrementAndGet();
            return file;
        });
        int most = 2 * Runtime.getRuntime().availableProcessors() * BATCH;
        try (Stream<Outcome> stream = classifier.stream(endless)) {
            var outcomes = stream.iterator();
            for (int i = 0; i < 100; i++) {
                assertEquals(file, outcomes.next().picture());
                assertTrue(asked.get() <= i + most + BATCH, i + " outcomes, asked for " + asked);
            }
        }
        assertTrue(asked.get() >= 100);
    }

    @Test
    void refusesWhatIsNoPicture() {
        String message = assertThrows(
                        PictureException.class, () -> classifier.classify(new ByteArrayInputStream(new byte[] {1, 2})))
                .getMessage();
        assertTrue(message.startsWith("stream: 2 bytes that start with 01 02, expected a picture"), message);
    }

    @ParameterizedTest
    @EnumSource(Arena.class)
    void everyUseOfMemoryGivesTheSame(Arena arena) {
        sameAs(ServingOptions.defaults().withArena(arena));
    }

    @ParameterizedTest
    @EnumSource(Optimisation.class)
    void everyOptimisationGivesTheSame(Optimisation level) {
        sameAs(ServingOptions.defaults().withOptimisation(level));
    }

    @Test
    void threadsAndBatchesGiveTheSame() {
        sameAs(ServingOptions.defaults().withIntraThreads(1));
        sameAs(ServingOptions.defaults().withInterThreads(2).withBatch(100));
    }

    private static void sameAs(ServingOptions options) {
        List<Picture> pictures = TinyModel.pictures(9);
        List<Classification> expected = classifier.classifyAll(pictures);
        try (LmClipClassifier other = LmClipClassifier.open(shared.resolve("classifier.onnx"), options)) {
            List<Classification> found = other.classifyAll(pictures);
            IntStream.range(0, pictures.size())
                    .forEach(i -> assertArrayEquals(
                            expected.get(i).scores(), found.get(i).scores(), ROUNDING));
        }
    }

    @Test
    void writesAProfileWhenItIsClosed() throws IOException {
        ServingOptions options = ServingOptions.defaults().withProfile(folder.resolve("run"));
        try (LmClipClassifier profiled = LmClipClassifier.open(shared.resolve("classifier.onnx"), options)) {
            profiled.classify(TinyModel.pictures(1).get(0));
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> profiles = files.toList();
            assertEquals(1, profiles.size());
            assertTrue(profiles.get(0).getFileName().toString().startsWith("run"));
            assertTrue(Files.readString(profiles.get(0)).contains("MatMul"));
        }
    }

    @Test
    void saysWhatItIs() {
        assertEquals(TinyModel.LABELS, classifier.labels());
        assertEquals("TINY", classifier.description().backbone());
        assertEquals(Device.Kind.CPU, classifier.device().device().kind());
        assertTrue(
                classifier.device().reason().contains("onnxruntime_gpu"),
                classifier.device().toString());
    }

    @Test
    void refusesCountsBelowOne() {
        ServingOptions options = ServingOptions.defaults();
        for (var wrong : List.<org.junit.jupiter.api.function.Executable>of(
                () -> options.withBatch(0),
                () -> options.withIntraThreads(0),
                () -> options.withInterThreads(-1),
                () -> options.cuda().withMemoryLimit(0))) {
            String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
            assertTrue(message.contains(" must be >= 1, got "), message);
        }
    }
}
