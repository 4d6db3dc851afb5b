package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsNamesShapesAndValuesInTheOrderOfTheHeader() {
        String header = "{\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[2,10]},"
                + "\"a\":{\"dtype\":\"I8\",\"shape\":[1,2],\"data_offsets\":[0,2]},\"__metadata__\":{\"x\":\"y\"}}  ";
        ByteBuffer data = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        data.put((byte) -1).put((byte) 7).putFloat(1.5f).putFloat(-2f);
        try (SafetensorsFile file = open(bytes(header, data.array()))) {
            assertEquals(List.of("b", "a"), List.copyOf(file.tensors().keySet()));
            assertEquals(
                    new TensorInfo("a", TensorType.I8, List.of(1L, 2L)),
                    file.tensors().get("a"));
            assertEquals(Map.of("x", "y"), file.metadata());
            assertArrayEquals(new float[] {-1, 7}, file.floats("a"));
            assertArrayEquals(new float[] {1.5f, -2}, file.floats("b"));
        }
    }

    @Test
    void fillsBuffersOfEveryKindFromTheirPositionOn() throws IOException {
        Path path = folder.resolve("w.safetensors");
        Files.write(path, bytes(header("F32", "[2]", "[0,8]"), new byte[] {0, 0, -128, 63, 0, 0, 0, 64}));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                for (ByteBuffer target : List.of(ByteBuffer.allocate(16), ByteBuffer.allocateDirect(16))) {
                    file.read("w", target.order(order).position(4));
                    assertEquals(12, target.position());
                    assertEquals(16, target.limit());
                    assertEquals(1f, target.getFloat(4));
                    assertEquals(2f, target.getFloat(8));
                }
            }
            FloatBuffer floats = FloatBuffer.allocate(3).position(1);
            file.read("w", floats);
            assertArrayEquals(new float[] {0, 1, 2}, floats.array());
        }
    }

    @Test
    void readsUnsignedIntegersAsSuch() {
        byte[] data = new byte[8];
        Arrays.fill(data, (byte) -1);
        data[0] = 1;
        assertEquals(0x1p64f, open(bytes(header("U64", "[]", "[0,8]"), data)).floats("w")[0]);
        assertArrayEquals(
                new float[] {0xFF01, 0xFFFF, 0xFFFF, 0xFFFF},
                open(bytes(header("U16", "[4]", "[0,8]"), data)).floats("w"));
        assertArrayEquals(
                new float[] {0x1p32f - 256, 0x1p32f},
                open(bytes(header("U32", "[2]", "[0,8]"), data)).floats("w"));
        assertEquals(255, open(bytes(header("U8", "[8]", "[0,8]"), data)).floats("w")[7]);
    }

    @Test
    void namesWhatIsMissingOrTooSmall() {
        try (SafetensorsFile file = open(bytes(header("F16", "[3]", "[0,6]"), new byte[6]))) {
            assertEquals("f: no tensor \"v\" among its 1", refusal(() -> file.floats("v")));
            assertEquals(
                    "f: \"w\" has 3 floats, the target has room for 2",
                    refusal(() -> file.read("w", FloatBuffer.allocate(2))));
            assertEquals(
                    "f: \"w\" has 6 bytes, the target has room for 5",
                    refusal(() -> file.readStored("w", ByteBuffer.allocate(5))));
        }
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path missing = folder.resolve("missing.safetensors");
        assertEquals(
                missing + ": the weights cannot be read",
                assertThrows(UncheckedIOException.class, () -> SafetensorsFile.open(missing))
                        .getMessage());
    }

    @Test
    void noticesThatAFileHasBecomeShorter() throws IOException {
        Path path = folder.resolve("w.safetensors");
        byte[] whole = bytes(header("F16", "[3]", "[0,6]"), new byte[6]);
        Files.write(path, whole);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            Files.write(path, Arrays.copyOf(whole, whole.length - 4));
            String message =
                    assertThrows(WeightsException.class, () -> file.floats("w")).getMessage();
            assertEquals(
                    "%s: expected 4 more bytes at %d, got the end of the file".formatted(path, whole.length - 4),
                    message);
        }
    }

    @Test
    void refusesEveryTruncation() {
        byte[] whole = bytes(header("F32", "[2]", "[0,8]"), new byte[8]);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(WeightsException.class, () -> open(cut), "cut at " + length);
        }
        assertArrayEquals(new float[2], open(whole).floats("w"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 200_000_000, 3})
    void refusesHeaderLengthsBeyondTheFile(long length) {
        byte[] file = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put((byte) '{')
                .put((byte) '}')
                .array();
        assertEquals(
                "f: expected a header of at most 25000000 bytes in a file of 10, got one of "
                        + Long.toUnsignedString(length),
                assertThrows(WeightsException.class, () -> open(file)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "F33  | [2]          | [0,8] | expected a dtype of [",
                "F32  | [3]          | [0,8] | expected the bytes of F32 [3], got 8",
                "F32  | [2.0]        | [0,8] | expected integers from 0 to 10^18, got 2.0",
                "F32  | [-1]         | [0,8] | expected integers from 0 to 10^18, got -1",
                "F32  | [\"2\"]      | [0,8] | expected integers from 0 to 10^18, got STRING",
                "F32  | [4611686018427387906] | [0,8] | expected integers from 0 to 10^18, got 4611686018427387906",
                "F32  | [999999999999999999,999999999999999999] | [0,8] | expected the bytes of F32 [999999999999999999,",
                "F32  | null         | [0,8] | expected BEGIN_ARRAY, got NULL",
                "F32  | [2]          | [0,9] | expected data_offsets within the 8 bytes of data, got [0, 9]",
                "F32  | [2]          | [8,0] | expected data_offsets within the 8 bytes of data, got [8, 0]",
                "F32  | [1]          | [4,8] | expected data from byte 0 on, where its neighbour ends, got 4",
                "F32  | [2]          | [0]   | expected dtype, shape and two data_offsets, got F32, [2] and [0]"
            })
    void namesTheTensorWhoseEntryIsWrong(String type, String shape, String offsets, String complaint) {
        String message = assertThrows(
                        WeightsException.class, () -> open(bytes(header(type, shape, offsets), new byte[8])))
                .getMessage();
        assertTrue(message.startsWith("f: \"w\""), message);
        assertTrue(message.contains(complaint), message);
    }

    @Test
    void refusesDataThatNoTensorCovers() {
        assertEquals(
                "f: expected 4 bytes of data behind the header, got 8",
                assertThrows(WeightsException.class, () -> open(bytes(header("F32", "[1]", "[0,4]"), new byte[8])))
                        .getMessage());
    }

    @Test
    void refusesNamesThatComeTwice() {
        String entry = "{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}";
        String message = assertThrows(
                        WeightsException.class,
                        () -> open(bytes("{\"w\":" + entry + ",\"\\u0077\":" + entry + "}", new byte[0])))
                .getMessage();
        assertEquals("f: expected each name once, got \"w\" twice", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {" {}", "[]", "{", "{}}", "{} x", "{\"w\":3}", "{'w':{}}", "{\"\\ud800\":{}}", "{/**/}"})
    void refusesHeadersThatAreNotPlainJson(String header) {
        String message = assertThrows(WeightsException.class, () -> open(bytes(header, new byte[0])))
                .getMessage();
        assertTrue(message.startsWith("f: "), message);
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    private static String header(String type, String shape, String offsets) {
        return "{\"w\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}".formatted(type, shape, offsets);
    }

    private static byte[] bytes(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(Long.BYTES + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return file.putLong(text.length).put(text).put(data).array();
    }

    private static SafetensorsFile open(byte[] bytes) {
        return SafetensorsFile.read("f", new ByteArrayInputStream(bytes));
    }
}
