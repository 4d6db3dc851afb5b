package io.github.lmclip.core.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.ProcessMemory;
import io.github.lmclip.data.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many requests at once, closing meanwhile, and many openings. */
class ServingLoadTest {

    private static final int THREADS = 8;
    private static final int PICTURES = 40;

    /** Batches of another size are summed in another order. */
    private static final float ROUNDING = 1e-4f;

    /** Memory that may come and go with the allocators' and the collector's mood. */
    private static final long SLACK_MEGABYTES = 60;

    @TempDir
    static Path shared;

    private static Path file;
    private static List<Picture> pictures;
    private static List<float[]> expected;

    @BeforeAll
    static void classifyOneByOne() {
        file = TinyModel.export(shared, ModelKind.CLASSIFIER);
        pictures = TinyModel.pictures(PICTURES).stream()
                .map(each -> (Picture) LoadedPicture.of(each.bitmap().toImage()))
                .toList();
        try (LmClipClassifier classifier = LmClipClassifier.open(file)) {
            expected = pictures.stream()
                    .map(picture -> classifier.classify(picture).scores())
                    .toList();
        }
    }

    /** Sends requests of one to so many pictures, checks every answer and returns how many there were. */
    private static int send(LmClipClassifier classifier, int requests, int most, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int answers = 0;
        for (int request = 0; request < requests; request++) {
            List<Integer> places = random.ints(random.nextInt(1, most + 1), 0, PICTURES)
                    .boxed()
                    .toList();
            List<Classification> found =
                    classifier.classifyAll(places.stream().map(pictures::get).toList());
            for (int i = 0; i < places.size(); i++) {
                assertArrayEquals(
                        expected.get(places.get(i)), found.get(i).scores(), ROUNDING, "picture " + places.get(i));
                answers++;
            }
        }
        return answers;
    }

    private static int sendFromManyThreads(LmClipClassifier classifier, int requests, int most) throws Exception {
        return ManyThreads.sum(THREADS, seed -> () -> send(classifier, requests / THREADS, most, seed));
    }

    @Test
    void answersAreNeitherLostNorMixedUp() throws Exception {
        for (int i = 1; i < PICTURES; i++) {
            assertTrue(Math.abs(expected.get(0)[0] - expected.get(i)[0]) > 0, "pictures cannot be told apart");
        }
        try (LmClipClassifier classifier =
                LmClipClassifier.open(file, ServingOptions.defaults().withBatch(3))) {
            assertTrue(sendFromManyThreads(classifier, 800, 5) > 1600);
        }
    }

    @Test
    @Tag("soak")
    void memoryStaysFlatOverManyRequests() throws Exception {
        try (LmClipClassifier classifier = LmClipClassifier.open(file)) {
            sendFromManyThreads(classifier, 10_000, 1);
            long early = ProcessMemory.residentMegabytes();
            int answers = sendFromManyThreads(classifier, 100_000, 1);
            requireFlat(early, answers + " answers");
        }
    }

    @Test
    void openingsLeaveNothingBehind() {
        openAndClose(20);
        long early = ProcessMemory.residentMegabytes();
        openAndClose(50);
        requireFlat(early, "50 openings");
    }

    @Test
    @Tag("soak")
    void manyOpeningsLeaveNothingBehind() {
        openAndClose(40);
        long early = ProcessMemory.residentMegabytes();
        openAndClose(200);
        requireFlat(early, "200 openings");
    }

    private static void openAndClose(int times) {
        for (int i = 0; i < times; i++) {
            try (LmClipClassifier classifier = LmClipClassifier.open(file)) {
                assertArrayEquals(
                        expected.get(i % PICTURES),
                        classifier.classify(pictures.get(i % PICTURES)).scores(),
                        ROUNDING);
            }
        }
    }

    private static void requireFlat(long early, String what) {
        long late = ProcessMemory.residentMegabytes();
        System.out.printf("%s: %d -> %d MB%n", what, early, late);
        assertTrue(late <= early + SLACK_MEGABYTES, what + ": " + early + " -> " + late + " MB");
    }

    @Test
    void closingDuringRequestsEndsThemCleanly() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < 10; round++) {
                LmClipClassifier classifier = LmClipClassifier.open(file);
                AtomicInteger answered = new AtomicInteger();
                List<Future<String>> ends = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    ends.add(threads.submit(() -> sendUntilRefused(classifier, answered)));
                }
                while (answered.get() < THREADS) {
                    Thread.onSpinWait();
                }
                classifier.close();
                for (Future<String> end : ends) {
                    assertEquals("the model %s is closed".formatted(file), end.get());
                }
                classifier.close();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String sendUntilRefused(LmClipClassifier classifier, AtomicInteger answered) {
        for (int i = 0; ; i = (i + 1) % PICTURES) {
            try {
                float[] scores = classifier.classify(pictures.get(i)).scores();
                assertArrayEquals(expected.get(i), scores, ROUNDING);
                answered.incrementAndGet();
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        }
    }

    @Test
    void anInterruptedThreadGetsItsAnswersAndStaysInterrupted() throws Exception {
        Path picture = TinyModel.files(shared, 1).get(0);
        try (LmClipClassifier classifier = LmClipClassifier.open(file)) {
            Thread.currentThread().interrupt();
            float[] fromMemory = classifier.classify(pictures.get(0)).scores();
            float[] fromFile = classifier.classify(picture).scores();
            assertTrue(Thread.interrupted());
            assertArrayEquals(expected.get(0), fromMemory, ROUNDING);
            assertArrayEquals(expected.get(0), fromFile, ROUNDING);
        }
    }

    /** Interrupts at any moment, while a file is read, a picture decoded or the graph run. */
    @Test
    void interruptsDuringRequestsChangeNoAnswer() throws Exception {
        Path picture = TinyModel.files(shared, 1).get(0);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (LmClipClassifier classifier = LmClipClassifier.open(file)) {
            CompletableFuture<Thread> worker = new CompletableFuture<>();
            Future<Integer> interrupts = threads.submit(() -> {
                worker.complete(Thread.currentThread());
                int interrupted = 0;
                for (int request = 0; request < 100; request++) {
                    assertArrayEquals(
                            expected.get(0), classifier.classify(picture).scores(), ROUNDING);
                    interrupted += Thread.interrupted() ? 1 : 0;
                }
                return interrupted;
            });
            while (!interrupts.isDone()) {
                worker.get().interrupt();
                Thread.onSpinWait();
            }
            assertTrue(interrupts.get() > 0, "no request was interrupted");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anInterruptedReaderOfAStreamIsToldSo() {
        try (LmClipClassifier classifier = LmClipClassifier.open(file);
                Stream<Outcome> outcomes = classifier.stream(Stream.generate(() -> shared.resolve("none.png")))) {
            Thread.currentThread().interrupt();
            String message = assertThrows(IllegalStateException.class, () -> outcomes.forEach(each -> {}))
                    .getMessage();
            assertTrue(Thread.interrupted());
            assertEquals("interrupted while results were awaited", message);
        }
    }
}
