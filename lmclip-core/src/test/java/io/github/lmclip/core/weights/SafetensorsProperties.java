package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class SafetensorsProperties {

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("safetensors");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("w.safetensors"));
        Files.delete(folder);
    }

    @Property(tries = 100)
    void whatIsWrittenIsRead(
            @ForAll("shapes") List<Map.Entry<String, long[]>> shapes,
            @ForAll("texts") Map<String, String> metadata,
            @ForAll boolean sorted,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<TensorContent> tensors = new ArrayList<>();
        List<float[]> values = new ArrayList<>();
        for (Map.Entry<String, long[]> shape : shapes) {
            TensorType type = List.of(TensorType.F32, TensorType.F16, TensorType.BF16, TensorType.I64)
                    .get(random.nextInt(4));
            values.add(values(type, shape.getValue(), random));
            tensors.add(content(shape.getKey(), type, shape.getValue(), values.get(values.size() - 1)));
        }
        Path path = folder.resolve("w.safetensors");
        SafetensorsWriter.defaults().withMetadata(metadata).withSorted(sorted).write(path, tensors);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertEquals(metadata, file.metadata());
            assertEquals(tensors.size(), file.tensors().size());
            for (int i = 0; i < tensors.size(); i++) {
                TensorInfo info = file.tensors().get(tensors.get(i).name());
                assertEquals(tensors.get(i).type(), info.type());
                assertArrayEquals(tensors.get(i).shape(), info.dimensions());
                assertArrayEquals(values.get(i), file.floats(info.name()));
                assertEquals(0, sorted ? begin(path, info.name()) % info.type().width() : 0);
            }
        }
    }

    private static long begin(Path path, String tensor) {
        try {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
            byte[] header = new byte[(int) file.getLong()];
            file.get(header);
            return SafetensorsHeader.parse(header, "f").tensors().get(tensor).begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 500)
    void aChangedByteNeverEscapesTheOneException(
            @ForAll @IntRange(max = 95) int place, @ForAll byte value, @ForAll boolean insert) throws IOException {
        Path path = folder.resolve("w.safetensors");
        SafetensorsWriter.defaults()
                .withMetadata(Map.of("a", "b"))
                .write(
                        path,
                        List.of(TensorContent.of(
                                "w", TensorType.F16, new long[] {2, 1}, () -> FloatBuffer.wrap(new float[] {1, 2}))));
        byte[] bytes = Files.readAllBytes(path);
        bytes[place % bytes.length] = insert ? value : (byte) (bytes[place % bytes.length] ^ value);
        try (SafetensorsFile file = SafetensorsFile.read("f", new ByteArrayInputStream(bytes))) {
            file.tensors().forEach((name, info) -> assertEquals(info.elements(), file.floats(name).length));
        } catch (WeightsException e) {
            assertEquals("f: ", e.getMessage().substring(0, 3));
        }
    }

    @Property(tries = 100)
    void noiseIsRefused(@ForAll byte[] noise) {
        assertThrows(WeightsException.class, () -> SafetensorsFile.read("f", new ByteArrayInputStream(noise)));
    }

    @Provide
    Arbitrary<List<Map.Entry<String, long[]>>> shapes() {
        Arbitrary<long[]> sizes =
                Arbitraries.longs().between(0, 4).array(long[].class).ofMaxSize(4);
        return Arbitraries.maps(names(), sizes).ofMaxSize(6).map(map -> List.copyOf(map.entrySet()));
    }

    @Provide
    Arbitrary<Map<String, String>> texts() {
        return Arbitraries.maps(names(), names()).ofMaxSize(3);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange(' ', '\uD7FF')
                .withChars('\n', '"', '\\', '\0')
                .ofMaxLength(8);
    }

    private static float[] values(TensorType type, long[] shape, Random random) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case F16 -> HalfFloat.fromF16((short) random.nextInt(0x7C00));
                case BF16 -> HalfFloat.fromBf16((short) random.nextInt(0x7F80));
                case I64 -> random.nextInt(1 << 24) - (1 << 23);
                default -> (float) random.nextGaussian();
            };
        }
        return values;
    }

    private static TensorContent content(String name, TensorType type, long[] shape, float[] values) {
        if (type != TensorType.I64) {
            return TensorContent.of(name, type, shape, () -> FloatBuffer.wrap(values));
        }
        long[] whole = new long[values.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (long) values[i];
        }
        return TensorContent.ofLongs(name, shape, () -> LongBuffer.wrap(whole));
    }
}
