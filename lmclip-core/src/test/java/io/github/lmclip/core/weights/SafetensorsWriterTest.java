package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

    private static final int MORE_THAN_A_CHUNK = 200_001;

    @TempDir
    private Path folder;

    @Test
    void writesTheHeaderOfTheFormat() throws IOException {
        Path path = folder.resolve("w.safetensors");
        SafetensorsWriter.defaults()
                .withMetadata(Map.of("format", "pt"))
                .write(path, List.of(halves("a", 1), longs("b", 7)));
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) file.getLong()];
        file.get(header);
        assertEquals(0, header.length % 8);
        assertEquals(
                "{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]},"
                        + "\"b\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[2,10]}}",
                new String(header, StandardCharsets.UTF_8).stripTrailing());
        assertEquals(0x3C00, file.getShort());
        assertEquals(7, file.getLong());
        assertEquals(0, file.remaining());
    }

    @Test
    void sortsByWidthAndThenByName() {
        Path path = folder.resolve("w.safetensors");
        SafetensorsWriter.defaults()
                .withSorted(true)
                .write(path, List.of(halves("d", 1), longs("c", 1), halves("a", 1), longs("b", 2)));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertEquals(List.of("b", "c", "a", "d"), List.copyOf(file.tensors().keySet()));
        }
    }

    @Test
    void writesTensorsLongerThanItsBuffer() {
        float[] values = new float[MORE_THAN_A_CHUNK];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2048;
        }
        Path path = folder.resolve("w.safetensors");
        long[] shape = {values.length};
        SafetensorsWriter.defaults()
                .write(
                        path,
                        List.of(
                                TensorContent.of("x", TensorType.F16, shape, () -> FloatBuffer.wrap(values)),
                                TensorContent.of("y", TensorType.F32, shape, () -> FloatBuffer.wrap(values))));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertArrayEquals(values, file.floats("x"));
            assertArrayEquals(values, file.floats("y"));
        }
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path path = folder.resolve("w.safetensors");
        SafetensorsWriter.defaults().write(path, List.of(longs("a", 1)));
        byte[] before = Files.readAllBytes(path);
        TensorContent tooFew =
                TensorContent.of("b", TensorType.F32, new long[] {2, 3}, () -> FloatBuffer.wrap(new float[5]));
        assertEquals("b: expected 6 values, got 5", refusal(() -> SafetensorsWriter.defaults()
                .write(path, List.of(tooFew))));
        assertArrayEquals(before, Files.readAllBytes(path));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(path), left.toList());
        }
    }

    @Test
    void refusesNamesThatTheFormatCannotHold() {
        Path path = folder.resolve("w.safetensors");
        SafetensorsWriter writer = SafetensorsWriter.defaults();
        assertEquals(
                "expected each name once and never __metadata__, got \"a\" again",
                refusal(() -> writer.write(path, List.of(longs("a", 1), longs("a", 2)))));
        assertEquals(
                "expected each name once and never __metadata__, got \"__metadata__\" again",
                refusal(() -> writer.write(path, List.of(longs("__metadata__", 1)))));
        assertEquals(
                "expected well-formed text, got a lone surrogate in \"\uD800\"",
                refusal(() -> writer.write(path, List.of(longs("\uD800", 1)))));
    }

    @Test
    void refusesTypesAndSizesThatItCannotWrite() {
        assertEquals(
                "a: floats are stored as F32, F16 or BF16, got I8",
                refusal(() -> TensorContent.of("a", TensorType.I8, new long[0], () -> FloatBuffer.allocate(1))));
        assertEquals(
                "a: sizes must be >= 0, got -1",
                refusal(() -> TensorContent.ofLongs("a", new long[] {-1}, () -> LongBuffer.allocate(1))));
    }

    @Test
    void namesAFolderThatIsNotThere() {
        Path path = folder.resolve("missing").resolve("w.safetensors");
        assertEquals(
                "cannot write %s: no such folder %s".formatted(path, path.getParent()),
                assertThrows(UncheckedIOException.class, () -> SafetensorsWriter.defaults()
                                .write(path, List.of(longs("a", 1))))
                        .getMessage());
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    private static TensorContent halves(String name, float value) {
        return TensorContent.of(name, TensorType.F16, new long[] {1}, () -> FloatBuffer.wrap(new float[] {value}));
    }

    private static TensorContent longs(String name, long value) {
        return TensorContent.ofLongs(name, new long[] {1}, () -> LongBuffer.wrap(new long[] {value}));
    }
}
