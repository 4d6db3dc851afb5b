package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** A mix's ends are its ingredients, bit by bit; what lies between lies between; order does not matter. */
class WeightMixProperties {

    private static final String TENSOR = "weight";
    private static final int LENGTH = 8;

    /** Numbers of any size, both zeros among them. */
    @Provide
    Arbitrary<float[]> numbers() {
        return Arbitraries.floats()
                .between(-1e30f, 1e30f)
                .edgeCases(edges -> edges.add(-0.0f, 0.0f, Float.MIN_VALUE))
                .array(float[].class)
                .ofSize(LENGTH);
    }

    @Provide
    Arbitrary<List<float[]>> several() {
        return numbers().list().ofMinSize(1).ofMaxSize(6);
    }

    private static WeightFile file(String name, float... numbers) {
        return new MemoryWeights(name, Map.of(TENSOR, numbers));
    }

    private static List<WeightFile> files(List<float[]> numbers) {
        return numbers.stream().map(each -> file("a file", each)).toList();
    }

    private static int[] bits(float... numbers) {
        int[] bits = new int[numbers.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(numbers[i]);
        }
        return bits;
    }

    @Property(tries = 200)
    void endsAreBitIdentical(@ForAll("numbers") float[] start, @ForAll("numbers") float[] end) {
        List<WeightFile> ends = List.of(file("start", start), file("end", end));
        assertArrayEquals(
                bits(start), bits(WeightMix.of(ends, List.of(1.0, 0.0)).floats(TENSOR)));
        assertArrayEquals(bits(end), bits(WeightMix.of(ends, List.of(0.0, 1.0)).floats(TENSOR)));
    }

    @Property(tries = 200)
    void liesBetweenItsEnds(
            @ForAll("numbers") float[] start,
            @ForAll("numbers") float[] end,
            @ForAll @DoubleRange(min = 0, max = 1) double alpha) {
        List<WeightFile> ends = List.of(file("start", start), file("end", end));
        float[] mixed = WeightMix.of(ends, List.of(1 - alpha, alpha)).floats(TENSOR);
        for (int i = 0; i < LENGTH; i++) {
            assertTrue(mixed[i] >= Math.min(start[i], end[i]) && mixed[i] <= Math.max(start[i], end[i]), "at " + i);
            assertEquals((float) ((1 - alpha) * start[i] + alpha * end[i]), mixed[i]);
        }
    }

    @Property(tries = 200)
    void meanOfEqualsIsTheirValueBitByBit(
            @ForAll("numbers") float[] numbers, @ForAll @IntRange(min = 1, max = 12) int count) {
        WeightMix mix = WeightMix.uniform(files(Collections.nCopies(count, numbers)));
        assertArrayEquals(bits(numbers), bits(mix.floats(TENSOR)));
    }

    @Property(tries = 200)
    void orderDoesNotMatter(@ForAll("several") List<float[]> numbers, @ForAll Random random) {
        List<float[]> shuffled = new ArrayList<>(numbers);
        Collections.shuffle(shuffled, random);
        float[] one = WeightMix.uniform(files(numbers)).floats(TENSOR);
        float[] other = WeightMix.uniform(files(shuffled)).floats(TENSOR);
        for (int i = 0; i < LENGTH; i++) {
            double largest = 0;
            for (float[] each : numbers) {
                largest = Math.max(largest, Math.abs(each[i]));
            }
            // sums in float64 may differ by some of its units; then a rounding to float32 may fall the other way
            assertEquals(one[i], other[i], Math.ulp(one[i]) + 1e-15 * largest, "at " + i);
        }
    }

    @Property(tries = 100)
    void readsItsStoredBytes(@ForAll("numbers") float[] start, @ForAll("numbers") float[] end) {
        WeightMix mix = WeightMix.uniform(List.of(file("start", start), file("end", end)));
        ByteBuffer bytes = ByteBuffer.allocate(4 + LENGTH * Float.BYTES).position(4);
        mix.readStored(TENSOR, bytes);
        assertEquals(0, bytes.remaining());
        float[] read = new float[LENGTH];
        bytes.position(4).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(read);
        assertArrayEquals(bits(mix.floats(TENSOR)), bits(read));
    }

    @Example
    void refusesOtherNetworks() {
        WeightFile one = new MemoryWeights("one", Map.of("a", new float[2], "b", new float[3]));
        WeightFile other = new MemoryWeights("other", Map.of("a", new float[5], "c", new float[3]));
        String message = assertThrows(WeightsException.class, () -> WeightMix.uniform(List.of(one, other)))
                .getMessage();
        assertTrue(message.startsWith("one and other are not of one network: 3 differences, such as "), message);
        assertTrue(message.contains("a has shape [5], expected [2]"), message);
        assertTrue(message.contains("missing b") && message.contains("unexpected c"), message);
    }

    @Example
    void refusesSharesThatAreNone() {
        List<WeightFile> files = List.of(file("a", 1), file("b", 2));
        for (List<Double> shares : List.of(
                List.of(0.5), List.of(0.5, 0.6), List.of(-0.5, 1.5), List.of(Double.NaN, 1.0), List.<Double>of())) {
            assertThrows(IllegalArgumentException.class, () -> WeightMix.of(files, shares), shares.toString());
        }
        assertThrows(IllegalArgumentException.class, () -> WeightMix.uniform(List.of()));
    }
}
