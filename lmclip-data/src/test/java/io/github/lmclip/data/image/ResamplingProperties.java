package io.github.lmclip.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ResamplingProperties {

    /** Half a level of rounding, and what weights of 22 bits lose. */
    private static final double ONE_ROUNDING = 0.51;

    private static final int TRIES = 60;

    @Property(tries = TRIES)
    void aPictureOfOneLevelKeepsIt(
            @ForAll Resampling filter,
            @ForAll PixelMode mode,
            @ForAll @IntRange(min = 1, max = 300) int width,
            @ForAll @IntRange(min = 1, max = 300) int height,
            @ForAll @IntRange(min = 1, max = 300) int newWidth,
            @ForAll @IntRange(min = 1, max = 300) int newHeight) {
        byte[] opaque = new byte[width * height * mode.samples()];
        Arrays.fill(opaque, (byte) 255);
        Bitmap resized = filter.resize(bitmap(width, height, mode, opaque), newWidth, newHeight);
        byte[] expected = new byte[newWidth * newHeight * mode.samples()];
        Arrays.fill(expected, (byte) 255);
        assertArrayEquals(expected, resized.samples());
        assertEquals(mode, resized.mode());
    }

    @Property(tries = TRIES)
    void columnsAreTreatedAsRowsAre(
            @ForAll Resampling filter,
            @ForAll PixelMode mode,
            @ForAll @IntRange(min = 1, max = 200) int width,
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 200) int newWidth,
            @ForAll long seed) {
        Bitmap picture = noise(width, height, mode, seed);
        Bitmap across = filter.resize(picture, newWidth, height);
        Bitmap down = filter.resize(transposed(picture), height, newWidth);
        assertArrayEquals(across.samples(), transposed(down).samples());
    }

    @Property(tries = TRIES)
    void bothSidesAreRowsFirstThenColumns(
            @ForAll Resampling filter,
            @ForAll @IntRange(min = 1, max = 150) int width,
            @ForAll @IntRange(min = 1, max = 150) int height,
            @ForAll @IntRange(min = 1, max = 150) int newWidth,
            @ForAll @IntRange(min = 1, max = 150) int newHeight,
            @ForAll long seed) {
        Bitmap picture = noise(width, height, PixelMode.RGB, seed);
        Bitmap steps = filter.resize(filter.resize(picture, newWidth, height), newWidth, newHeight);
        assertArrayEquals(
                steps.samples(), filter.resize(picture, newWidth, newHeight).samples());
    }

    @Property(tries = TRIES)
    void aWindowIsACutOfTheWhole(
            @ForAll Resampling filter,
            @ForAll PixelMode mode,
            @ForAll @IntRange(min = 1, max = 90) int width,
            @ForAll @IntRange(min = 1, max = 90) int height,
            @ForAll @IntRange(min = 3, max = 90) int newWidth,
            @ForAll @IntRange(min = 3, max = 90) int newHeight,
            @ForAll long seed) {
        Bitmap picture = noise(width, height, mode, seed);
        Window window = new Window(newWidth / 3, newHeight / 4, newWidth / 2, newHeight / 2);
        Bitmap part = filter.resize(picture, newWidth, newHeight, window);
        Bitmap whole = filter.resize(picture, newWidth, newHeight);
        assertArrayEquals(cut(whole, window), part.samples());
    }

    @Property(tries = TRIES)
    void oneDimensionIsTheFilterRoundedOnce(
            @ForAll Resampling filter,
            @ForAll @IntRange(min = 1, max = 2000) int width,
            @ForAll @IntRange(min = 1, max = 400) int newWidth,
            @ForAll long seed) {
        Bitmap line = noise(width, 1, PixelMode.GRAY, seed);
        byte[] resized = filter.resize(line, newWidth, 1).samples();
        for (int x = 0; x < newWidth && width != newWidth; x++) {
            double exact = Math.max(0, Math.min(255, filtered(line.samples(), x, newWidth, filter)));
            assertEquals(exact, resized[x] & 0xff, ONE_ROUNDING);
        }
    }

    @Property(tries = TRIES)
    void palettesTakeAPixelThatIsThere(
            @ForAll Resampling filter,
            @ForAll @IntRange(min = 1, max = 255) int width,
            @ForAll @IntRange(min = 1, max = 600) int newWidth) {
        byte[] numbers = new byte[width];
        for (int i = 0; i < width; i++) {
            numbers[i] = (byte) i;
        }
        byte[] picked = filter.resize(bitmap(width, 1, PixelMode.PALETTE, numbers), newWidth, 1)
                .samples();
        for (int x = 0; x < newWidth; x++) {
            assertEquals((x + 0.5) * width / newWidth - 0.5, picked[x] & 0xff, ONE_ROUNDING);
        }
    }

    @Property(tries = 6)
    void aBigPictureOfOneLevelKeepsIt(
            @ForAll Resampling filter,
            @ForAll @IntRange(min = 1, max = 4000) int width,
            @ForAll @IntRange(min = 1, max = 4000) int height,
            @ForAll @IntRange(min = 1, max = 4000) int newWidth,
            @ForAll @IntRange(min = 0, max = 255) int level) {
        byte[] samples = new byte[width * height];
        Arrays.fill(samples, (byte) level);
        byte[] resized = filter.resize(bitmap(width, height, PixelMode.GRAY, samples), newWidth, 224)
                .samples();
        byte[] expected = new byte[newWidth * 224];
        Arrays.fill(expected, (byte) level);
        assertArrayEquals(expected, resized);
    }

    @Property(tries = TRIES)
    void anySizeIsTheWeightedSumRoundedAfterEachPass(
            @ForAll Resampling filter,
            @ForAll PixelMode mode,
            @ForAll @IntRange(min = 1, max = 120) int width,
            @ForAll @IntRange(min = 1, max = 700) int height,
            @ForAll @IntRange(min = 1, max = 90) int newWidth,
            @ForAll @IntRange(min = 1, max = 90) int newHeight,
            @ForAll long seed) {
        Bitmap picture = noise(width, height, mode, seed);
        Bitmap narrow = newWidth == width ? picture : acrossOneByOne(picture, newWidth, filter);
        Bitmap expected =
                newHeight == height ? narrow : transposed(acrossOneByOne(transposed(narrow), newHeight, filter));
        Bitmap resized = TwoPassResize.resize(picture, newWidth, newHeight, Window.whole(newWidth, newHeight), filter);
        assertArrayEquals(expected.samples(), resized.samples());
    }

    @Property(tries = TRIES)
    void squashingConvertsToRgbFirstOrLastAlike(
            @ForAll Resampling filter,
            @ForAll PixelMode mode,
            @ForAll @IntRange(min = 1, max = 90) int width,
            @ForAll @IntRange(min = 1, max = 90) int height,
            @ForAll long seed) {
        byte[] samples = noise(width, height, mode, seed).samples();
        byte[] palette = new byte[mode == PixelMode.PALETTE ? 768 : 0];
        new SplittableRandom(~seed).nextBytes(palette);
        Bitmap picture = new Bitmap(width, height, mode, samples, palette);
        byte[] first = filter.resize(picture.toRgb(), 30, 30).samples();
        assertArrayEquals(first, Framing.SQUASH.frame(picture, 30, filter).samples());
    }

    @Example
    void threadsDoNotDisturbEachOther() {
        Bitmap wide = noise(300, 200, PixelMode.RGB, 5);
        byte[] expected = Resampling.BILINEAR.resize(wide, 64, 64).samples();
        IntStream.range(0, 64).parallel().forEach(i -> {
            Resampling.BICUBIC.resize(noise(i + 1, 2 * i + 1, PixelMode.CMYK, i), 70, 50);
            assertArrayEquals(expected, Resampling.BILINEAR.resize(wide, 64, 64).samples());
        });
    }

    @Example
    void theSameSizeIsTheSameBitmap() {
        Bitmap picture = noise(5, 4, PixelMode.RGBA, 1);
        assertSame(picture, Resampling.BICUBIC.resize(picture, 5, 4));
    }

    @Example
    void refusesAnEmptySize() {
        Bitmap picture = noise(5, 4, PixelMode.RGB, 1);
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Resampling.BILINEAR.resize(picture, 0, 4));
        assertEquals("a size must be >= 1 x 1, got 0 x 4", error.getMessage());
    }

    /** Sums over the whole line, in double precision. */
    private static double filtered(byte[] line, int x, int newWidth, Resampling filter) {
        double scale = (double) line.length / newWidth;
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < line.length; i++) {
            double weight = filter.weight(Math.abs((i + 0.5 - (x + 0.5) * scale) / Math.max(scale, 1)));
            sum += weight * (line[i] & 0xff);
            weights += weight;
        }
        return sum / weights;
    }

    /** The first pass sample by sample, with the integer weights. */
    private static Bitmap acrossOneByOne(Bitmap from, int newWidth, Resampling filter) {
        int bands = from.mode().samples();
        ResamplingWeights weights = ResamplingWeights.of(from.width(), newWidth, 0, newWidth, filter);
        byte[] samples = new byte[newWidth * from.height() * bands];
        for (int i = 0; i < samples.length; i++) {
            int x = i / bands % newWidth;
            long sum = 1L << ResamplingWeights.PRECISION_BITS - 1;
            for (int j = 0; j < weights.taps()[x]; j++) {
                int column = (i / bands / newWidth * from.width() + weights.first()[x] + j) * bands + i % bands;
                sum += (long) weights.weights()[x * weights.stride() + j] * (from.samples()[column] & 0xff);
            }
            samples[i] = (byte) Math.max(0, Math.min(255, sum >> ResamplingWeights.PRECISION_BITS));
        }
        return bitmap(newWidth, from.height(), from.mode(), samples);
    }

    private static Bitmap noise(int width, int height, PixelMode mode, long seed) {
        byte[] samples = new byte[width * height * mode.samples()];
        new SplittableRandom(seed).nextBytes(samples);
        return bitmap(width, height, mode, samples);
    }

    private static Bitmap bitmap(int width, int height, PixelMode mode, byte[] samples) {
        return new Bitmap(width, height, mode, samples, new byte[0]);
    }

    private static Bitmap transposed(Bitmap from) {
        int bands = from.mode().samples();
        byte[] samples = new byte[from.samples().length];
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < from.width(); x++) {
                System.arraycopy(
                        from.samples(),
                        (y * from.width() + x) * bands,
                        samples,
                        (x * from.height() + y) * bands,
                        bands);
            }
        }
        return bitmap(from.height(), from.width(), from.mode(), samples);
    }

    private static byte[] cut(Bitmap from, Window window) {
        int bands = from.mode().samples();
        byte[] samples = new byte[window.width() * window.height() * bands];
        int length = window.width() * bands;
        for (int y = 0; y < window.height(); y++) {
            int start = ((window.y() + y) * from.width() + window.x()) * bands;
            System.arraycopy(from.samples(), start, samples, y * length, length);
        }
        return samples;
    }
}
