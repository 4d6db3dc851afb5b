package io.github.lmclip.data.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.image.Augmentation;
import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.image.ColourJitter;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.image.RandAugment;
import io.github.lmclip.data.image.RandomCrop;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PictureLoaderTest {

    private static final PictureTransform SMALL = PictureTransform.LM_CLIP.withSize(16);
    private static final Augmentation EVERYTHING = Augmentation.defaults()
            .withCrop(RandomCrop.defaults())
            .withJitter(new ColourJitter(0.4, 0.4, 0.4, 0.1))
            .withRandAugment(RandAugment.defaults());
    private static final int COUNT = 23;

    @TempDir
    Path folder;

    private static List<Picture> drawn() {
        return new ArrayList<>(
                IntStream.range(0, COUNT).mapToObj(DrawnPicture::new).toList());
    }

    private static PicturePass pass(List<Picture> pictures, int passedOver, long seed) {
        List<Sample> samples = pictures.stream()
                .map(picture -> new Sample(picture, List.of(0)))
                .toList();
        int[] order = IntStream.range(0, samples.size())
                .map(i -> i * 7 % samples.size())
                .toArray();
        return new PicturePass(new LongTailDataset("drawn", List.of("thing"), samples), order, 4, passedOver, seed);
    }

    private static List<PictureBatch> load(PicturePass pass, LoaderOptions options) {
        List<PictureBatch> batches = new ArrayList<>();
        try (PictureLoader loader = new PictureLoader(pass, SMALL, options)) {
            loader.forEachRemaining(batches::add);
        }
        return batches;
    }

    private static int hash(List<PictureBatch> batches) {
        int hash = 0;
        for (PictureBatch batch : batches) {
            hash = 31 * (31 * hash + Arrays.hashCode(batch.pixels()))
                    + batch.indices().hashCode();
        }
        return hash;
    }

    @Test
    void batchesComeInTheOrderOfThePass() {
        PicturePass pass = pass(drawn(), 0, 1);
        List<PictureBatch> batches =
                load(pass, LoaderOptions.defaults().withThreads(3).withAhead(5));
        assertEquals(pass.batches(), batches.size());
        List<Integer> seen =
                batches.stream().flatMap(batch -> batch.indices().stream()).toList();
        assertEquals(Arrays.stream(pass.order()).boxed().toList(), seen);
        for (PictureBatch batch : batches) {
            for (int i = 0; i < batch.samples().size(); i++) {
                float[] expected = SMALL.apply(batch.samples().get(i).picture().bitmap());
                float[] actual = Arrays.copyOfRange(batch.pixels(), i * SMALL.length(), (i + 1) * SMALL.length());
                assertArrayEquals(expected, actual);
            }
        }
        assertEquals(3, batches.get(5).samples().size());
    }

    @Test
    void resultsDoNotDependOnThreadsOrBatchesAheadOrCache() {
        for (Augmentation augmentation : List.of(Augmentation.defaults(), EVERYTHING)) {
            LoaderOptions options = LoaderOptions.defaults().withAugmentation(augmentation);
            int expected = hash(load(pass(drawn(), 0, 5), options));
            for (int threads : new int[] {2, 4, 7}) {
                PictureCache cache = PictureCache.of(1 << 20, 1 << 20);
                LoaderOptions other =
                        options.withThreads(threads).withAhead(threads).withCache(cache);
                PicturePass pass = pass(drawn(), 0, 5);
                assertEquals(expected, hash(load(pass, other)));
                assertEquals(expected, hash(load(pass, other)), "from the cache");
            }
            assertNotEquals(expected, hash(load(pass(drawn(), 0, 6), options)), "another seed");
        }
    }

    @Test
    void aPassThatGoesOnHasTheBatchesThatAWholeOneHas() {
        LoaderOptions options = LoaderOptions.defaults().withAugmentation(EVERYTHING);
        List<PictureBatch> whole = load(pass(drawn(), 0, 5), options);
        List<PictureBatch> rest = load(pass(drawn(), 4, 5), options);
        assertEquals(hash(whole.subList(4, whole.size())), hash(rest));
        assertTrue(load(pass(drawn(), 99, 5), options).isEmpty());
    }

    @Test
    void flipsAboutHalfOfThePictures() {
        List<Picture> pictures = IntStream.range(0, 400)
                .mapToObj(i -> (Picture) new DrawnPicture(1))
                .toList();
        float[] plain = SMALL.apply(pictures.get(0).bitmap());
        int flipped = 0;
        for (PictureBatch batch :
                load(pass(pictures, 0, 2), LoaderOptions.defaults().withAugmentation(Augmentation.defaults()))) {
            for (int i = 0; i < batch.samples().size(); i++) {
                int start = i * SMALL.length();
                flipped += Arrays.equals(plain, 0, plain.length, batch.pixels(), start, start + plain.length) ? 0 : 1;
            }
        }
        assertTrue(flipped > 150 && flipped < 250, flipped + " of 400");
    }

    @Test
    void aBrokenPictureEndsThePassWithItsName() {
        List<Picture> pictures = drawn();
        pictures.set(9, DrawnPicture.broken(9));
        PictureException error = assertThrows(
                PictureException.class,
                () -> load(pass(pictures, 0, 1), LoaderOptions.defaults().withThreads(2)));
        assertEquals("drawn/9: damaged, expected a picture", error.getMessage());
    }

    @Test
    void brokenFilesAreNamedByTheirPath() throws IOException {
        Path file = Files.writeString(folder.resolve("text.jpg"), "no picture");
        List<Picture> pictures = List.of(Picture.file(file));
        PictureException error =
                assertThrows(PictureException.class, () -> load(pass(pictures, 0, 1), LoaderOptions.defaults()));
        assertTrue(error.getMessage().startsWith(file + ": 10 bytes that start with"), error.getMessage());
    }

    @Test
    void anyOtherFaultIsNamedByThePictureToo() {
        List<Picture> pictures = drawn();
        pictures.set(9, new DrawnPicture(9, new IllegalStateException("out of paint")));
        PictureException error = assertThrows(
                PictureException.class,
                () -> load(pass(pictures, 0, 1), LoaderOptions.defaults().withSkipBroken(true)));
        assertEquals("drawn/9: cannot be loaded (java.lang.IllegalStateException: out of paint)", error.getMessage());
    }

    @Test
    void brokenPicturesAreLeftOutAndCountedWhereThatIsWished() {
        List<Picture> pictures = drawn();
        for (int i : new int[] {0, 9, 22}) {
            pictures.set(i, DrawnPicture.broken(i));
        }
        PicturePass pass = pass(pictures, 0, 1);
        List<PictureBatch> batches =
                load(pass, LoaderOptions.defaults().withSkipBroken(true).withThreads(2));
        assertEquals(3, batches.stream().mapToInt(PictureBatch::skipped).sum());
        assertEquals(pass.batches(), batches.size());
        for (PictureBatch batch : batches) {
            assertEquals(batch.samples().size() * SMALL.length(), batch.pixels().length);
            for (int i = 0; i < batch.samples().size(); i++) {
                float[] expected = SMALL.apply(batch.samples().get(i).picture().bitmap());
                assertArrayEquals(
                        expected, Arrays.copyOfRange(batch.pixels(), i * SMALL.length(), (i + 1) * SMALL.length()));
            }
        }
    }

    @Test
    void decodesNoFurtherAheadThanToldTo() throws InterruptedException {
        List<Picture> pictures = drawn();
        try (PictureLoader loader = new PictureLoader(
                pass(pictures, 0, 1),
                SMALL,
                LoaderOptions.defaults().withThreads(4).withAhead(2))) {
            assertSettles(8, pictures);
            loader.next();
            assertSettles(12, pictures);
        }
    }

    /** Waits for so many draws, and a moment longer for one too many. */
    private static void assertSettles(int draws, List<Picture> pictures) throws InterruptedException {
        while (draws(pictures) < draws) {
            Thread.sleep(5);
        }
        Thread.sleep(100);
        assertEquals(draws, draws(pictures));
    }

    private static int draws(List<Picture> pictures) {
        return pictures.stream()
                .mapToInt(picture -> ((DrawnPicture) picture).drawn.get())
                .sum();
    }

    @Test
    void closingInTheMiddleEndsAllThreads() {
        LoaderOptions options = LoaderOptions.defaults().withThreads(5).withAhead(4);
        PictureLoader loader = new PictureLoader(pass(drawn(), 0, 1), SMALL, options);
        loader.next();
        assertTrue(threads() > 0);
        loader.close();
        assertEquals(0, threads());
        assertFalse(loader.hasNext());
        assertThrows(NoSuchElementException.class, loader::next);
    }

    @Test
    void closingWhileInterruptedEndsAllThreadsAndStaysInterrupted() {
        PictureLoader loader = new PictureLoader(pass(drawn(), 0, 1), SMALL, LoaderOptions.defaults());
        Thread.currentThread().interrupt();
        loader.close();
        assertTrue(Thread.interrupted());
        assertEquals(0, threads());
    }

    @Test
    void closingLeavesAWaitingPictureBehindByInterruptingIt() {
        CountDownLatch never = new CountDownLatch(1);
        Picture waiting = new Picture() {
            @Override
            public String name() {
                return "waiting";
            }

            @Override
            public Bitmap bitmap() {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new PictureException("waiting: interrupted", e);
                }
                return Bitmap.rgb(1, 1, new byte[3]);
            }
        };
        new PictureLoader(pass(List.of(waiting), 0, 1), SMALL, LoaderOptions.defaults()).close();
        assertEquals(0, threads());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lmclip-pictures-"))
                .count();
    }

    @Test
    void holdsNoBatchThatWasHandedOut() throws InterruptedException {
        try (PictureLoader loader = new PictureLoader(pass(drawn(), 0, 1), SMALL, LoaderOptions.defaults())) {
            WeakReference<float[]> pixels = new WeakReference<>(loader.next().pixels());
            for (int i = 0; i < 100 && pixels.get() != null; i++) {
                System.gc();
                Thread.sleep(20);
            }
            assertSame(null, pixels.get());
            assertTrue(loader.hasNext());
        }
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertMessage(
                "threads must be >= 1, got 0", () -> LoaderOptions.defaults().withThreads(0));
        assertMessage(
                "ahead must be >= 1, got 0", () -> LoaderOptions.defaults().withAhead(0));
        LongTailDataset none = new LongTailDataset("none", List.of(), List.of());
        assertMessage("batchSize must be >= 1, got 0", () -> new PicturePass(none, new int[0], 0, 0, 0));
        assertMessage("passedOver must be >= 0, got -1", () -> new PicturePass(none, new int[0], 1, -1, 0));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable step) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, step).getMessage());
    }
}
