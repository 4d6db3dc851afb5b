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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TorchWriterTest {

    private static final long MORE_THAN_A_CHUNK = 200_001;
    private static final int ALIGNMENT = 64;

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() {
        Path path = folder.resolve("w.pt");
        float[] many = new float[(int) MORE_THAN_A_CHUNK];
        for (int i = 0; i < many.length; i++) {
            many[i] = i / 3f;
        }
        TorchWriter.defaults()
                .write(
                        path,
                        List.of(
                                floats("b.weight", TensorType.F32, many, 3, many.length / 3),
                                floats("a", TensorType.F16, new float[] {1, -2.5f}, 2),
                                floats("ü.empty", TensorType.BF16, new float[0], 3, 0),
                                floats("scalar", TensorType.BF16, new float[] {0.5f}),
                                TensorContent.ofLongs(
                                        "n", new long[] {1}, () -> LongBuffer.wrap(new long[] {Long.MIN_VALUE}))));
        try (WeightFile file = WeightFile.open(path)) {
            assertEquals(
                    List.of("b.weight", "a", "ü.empty", "scalar", "n"),
                    List.copyOf(file.tensors().keySet()));
            assertEquals(
                    new TensorInfo("ü.empty", TensorType.BF16, List.of(3L, 0L)),
                    file.tensors().get("ü.empty"));
            assertArrayEquals(many, file.floats("b.weight"));
            assertArrayEquals(new float[] {1, -2.5f}, file.floats("a"));
            assertArrayEquals(new float[] {0.5f}, file.floats("scalar"));
            ByteBuffer stored = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            file.readStored("n", stored);
            assertEquals(Long.MIN_VALUE, stored.getLong(0));
            assertEquals(Map.of(), file.metadata());
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"U16", "U32", "U64"})
    void carriesStoredBytesOfEveryTypeThroughBothFormats(TensorType type) {
        byte[] bytes = new byte[6 * type.width()];
        new Random(1).nextBytes(bytes);
        TensorInfo info = new TensorInfo("w", type, List.of(2L, 3L));
        Path safetensors = folder.resolve("w.safetensors");
        SafetensorsWriter.defaults()
                .write(safetensors, List.of(TensorContent.ofStored(info, () -> ByteBuffer.wrap(bytes))));
        Path torch = folder.resolve("w.pt");
        try (WeightFile file = WeightFile.open(safetensors)) {
            TorchWriter.defaults().write(torch, List.of(TensorContent.ofStored(info, () -> stored(file, "w"))));
        }
        try (WeightFile file = WeightFile.open(torch)) {
            assertEquals(info, file.tensors().get("w"));
            assertArrayEquals(bytes, stored(file, "w").array());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"U16", "U32", "U64"})
    void refusesTypesThatPyTorchHasNoStorageFor(TensorType type) {
        TensorInfo info = new TensorInfo("w", type, List.of(0L));
        List<TensorContent> tensors = List.of(TensorContent.ofStored(info, () -> ByteBuffer.allocate(0)));
        assertEquals(
                "expected a type of [BOOL, U8, I8, I16, I32, I64, F16, BF16, F32, F64], got " + type,
                assertThrows(IllegalArgumentException.class, () -> TorchWriter.defaults()
                                .write(folder.resolve("w.pt"), tensors))
                        .getMessage());
    }

    @Test
    void wrapsTheStateDictAsThePublishedTrainingCodeDoes() {
        Path path = folder.resolve("w.pt");
        TorchWriter.defaults().withEpoch(3).write(path, List.of(floats("w", TensorType.F32, new float[] {1}, 1)));
        try (WeightFile file = WeightFile.open(path)) {
            assertArrayEquals(new float[] {1}, file.floats("model.w"));
            assertEquals(Map.of("epoch", "3"), file.metadata());
        }
    }

    @Test
    void writesAZipThatOthersRead() throws IOException {
        Path path = folder.resolve("w.pt");
        TorchWriter.defaults().write(path, List.of(floats("w", TensorType.F32, new float[] {1, 2}, 2)));
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(path))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                assertEquals(entry.getSize(), zip.readAllBytes().length, "read whole, its check sum compared");
            }
        }
        assertEquals(List.of("archive/data.pkl", "archive/byteorder", "archive/data/0", "archive/version"), names);
        try (ZipFile zip = new ZipFile(path.toFile())) {
            assertEquals(4, zip.size());
        }
    }

    @Test
    void alignsDataAsPyTorchDoes() throws IOException {
        Path path = folder.resolve("w.pt");
        TorchWriter.defaults()
                .write(
                        path,
                        List.of(
                                floats("a", TensorType.F16, new float[] {1}, 1),
                                floats("b", TensorType.F32, new float[] {1}, 1)));
        byte[] bytes = Files.readAllBytes(path);
        ZipDirectory.read(ByteSource.of(bytes), "f", bytes.length)
                .values()
                .forEach(record -> assertEquals(0, record.position() % ALIGNMENT, record.name()));
    }

    @Test
    void theSameTensorsGiveTheSameBytes() throws IOException {
        List<TensorContent> tensors = List.of(floats("a", TensorType.F16, new float[] {1}, 1));
        TorchWriter.defaults().write(folder.resolve("1.pt"), tensors);
        TorchWriter.defaults().write(folder.resolve("2.pt"), tensors);
        assertArrayEquals(Files.readAllBytes(folder.resolve("1.pt")), Files.readAllBytes(folder.resolve("2.pt")));
    }

    @Test
    void leavesWhatWasThereWhereItFails() throws IOException {
        Path path = folder.resolve("w.pt");
        Files.writeString(path, "before");
        List<TensorContent> wrong = List.of(floats("w", TensorType.F32, new float[] {1, 2}, 3));
        assertEquals(
                "w: expected 3 values, got 2",
                assertThrows(IllegalArgumentException.class, () -> TorchWriter.defaults()
                                .write(path, wrong))
                        .getMessage());
        assertEquals("before", Files.readString(path));
        try (Stream<Path> inside = Files.list(folder)) {
            assertEquals(List.of(path), inside.toList());
        }
        Path nowhere = folder.resolve("no/w.pt");
        assertEquals(
                "cannot write %s: no such folder %s".formatted(nowhere, nowhere.getParent()),
                assertThrows(UncheckedIOException.class, () -> TorchWriter.defaults()
                                .write(nowhere, List.of()))
                        .getMessage());
    }

    @Test
    void refusesNamesThatComeTwiceOrCannotBeWritten() {
        TensorContent once = floats("w", TensorType.F32, new float[] {1}, 1);
        assertEquals("expected each name once and well-formed, got \"w\"", refusal(List.of(once, once)));
        TensorContent broken = floats("\ud800", TensorType.F32, new float[] {1}, 1);
        assertEquals("expected each name once and well-formed, got \"\ud800\"", refusal(List.of(broken)));
    }

    private String refusal(List<TensorContent> tensors) {
        return assertThrows(IllegalArgumentException.class, () -> TorchWriter.defaults()
                        .write(folder.resolve("w.pt"), tensors))
                .getMessage();
    }

    private static ByteBuffer stored(WeightFile file, String tensor) {
        TensorInfo info = file.tensors().get(tensor);
        ByteBuffer bytes =
                ByteBuffer.allocate((int) info.elements() * info.type().width());
        file.readStored(tensor, bytes);
        return bytes.flip();
    }

    private static TensorContent floats(String name, TensorType type, float[] values, long... shape) {
        return TensorContent.of(name, type, shape, () -> FloatBuffer.wrap(values));
    }
}
