package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real files that PyTorch and its companions wrote, and hostile ones; names and expectations come from their index. */
class SafetensorsGoldenTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Map<TensorType, String> TORCH_NAMES = Map.of(
            TensorType.F64,
            "float64",
            TensorType.F32,
            "float32",
            TensorType.F16,
            "float16",
            TensorType.BF16,
            "bfloat16",
            TensorType.I64,
            "int64");

    @TestFactory
    Stream<DynamicTest> readsEveryFileOfTheIndex() throws IOException {
        Path folder = GoldenSource.shared("weights");
        Map<String, JsonElement> files = index(folder.resolve("expected.json"));
        List<DynamicTest> tests = new ArrayList<>();
        files.forEach((name, expected) -> {
            if (name.endsWith(".safetensors") || isSharded(expected.getAsJsonObject())) {
                tests.add(DynamicTest.dynamicTest(name, () -> check(folder.resolve(name), expected.getAsJsonObject())));
            }
        });
        assertFalse(tests.isEmpty());
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> treatsEveryHostileFileAsItsVerdictSays() throws IOException {
        Path folder = GoldenSource.shared("weights/hostile");
        Map<String, JsonElement> files = index(folder.resolve("hostile.json"));
        List<DynamicTest> tests = new ArrayList<>();
        files.forEach((name, verdict) -> {
            if (name.endsWith(".safetensors")) {
                String must = verdict.getAsJsonObject().get("must").getAsString();
                tests.add(DynamicTest.dynamicTest(
                        name, () -> assertTimeoutPreemptively(SOON, () -> checkVerdict(folder.resolve(name), must))));
            }
        });
        assertFalse(tests.isEmpty());
        return tests.stream();
    }

    private static void checkVerdict(Path path, String must) {
        if (must.equals("refuse")) {
            WeightsException e = assertThrows(WeightsException.class, () -> SafetensorsFile.open(path));
            assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
            assertTrue(e.getMessage().length() < path.toString().length() + 500, "a short message");
        } else if (must.equals("load")) {
            readAll(path);
        } else {
            try {
                readAll(path);
            } catch (WeightsException e) {
                assertTrue(must.contains("refuse"), must);
            }
        }
    }

    private static void readAll(Path path) {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            file.tensors().keySet().forEach(file::floats);
        }
    }

    private static void check(Path path, JsonObject expected) throws IOException {
        Map<String, float[]> floats = new TreeMap<>(SafetensorsGoldenTest::byUtf8);
        Map<String, Integer> types = new TreeMap<>();
        int tensors = 0;
        for (Path part : parts(path)) {
            try (SafetensorsFile file = SafetensorsFile.open(part)) {
                tensors += file.tensors().size();
                file.tensors().forEach((name, info) -> {
                    types.merge(
                            TORCH_NAMES.getOrDefault(info.type(), info.type().name()), 1, Integer::sum);
                    if (info.type().isFloating()) {
                        floats.put(name, file.floats(name));
                    }
                });
                checkDetails(file, expected);
            }
        }
        assertEquals(expected.get("tensors").getAsInt(), tensors);
        if (expected.has("dtypes")) {
            Map<String, Integer> stored = new TreeMap<>();
            expected.getAsJsonObject("dtypes").asMap().forEach((type, count) -> stored.put(type, count.getAsInt()));
            assertEquals(stored, types);
        }
        if (expected.has("sha256_all")) {
            assertEquals(expected.get("sha256_all").getAsString(), hash(floats));
        }
    }

    private static void checkDetails(SafetensorsFile file, JsonObject expected) {
        if (expected.has("metadata")) {
            Map<String, String> metadata = new TreeMap<>();
            expected.getAsJsonObject("metadata")
                    .asMap()
                    .forEach((key, value) -> metadata.put(key, value.getAsString()));
            assertEquals(metadata, file.metadata());
        }
        if (expected.has("values")) {
            expected.getAsJsonObject("values")
                    .asMap()
                    .forEach((name, tensor) -> checkValues(file, name, tensor.getAsJsonObject()));
        }
    }

    private static void checkValues(SafetensorsFile file, String name, JsonObject tensor) {
        TensorInfo info = file.tensors().get(name);
        assertEquals(tensor.get("dtype").getAsString(), info.type().name());
        List<Long> shape = tensor.getAsJsonArray("shape").asList().stream()
                .map(JsonElement::getAsLong)
                .toList();
        assertEquals(shape, info.shape());
        float[] read = file.floats(name);
        List<JsonElement> values = tensor.getAsJsonArray("values").asList();
        assertEquals(values.size(), read.length);
        for (int i = 0; i < read.length; i++) {
            float value = tensor.has("f32_bits")
                    ? Float.intBitsToFloat(Integer.parseUnsignedInt(
                            tensor.getAsJsonArray("f32_bits").get(i).getAsString(), 16))
                    : values.get(i).getAsFloat();
            assertEquals(Float.floatToRawIntBits(value), Float.floatToRawIntBits(read[i]), name + " " + i);
        }
    }

    private static List<Path> parts(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.filter(part -> part.toString().endsWith(".safetensors"))
                    .toList();
        }
    }

    private static boolean isSharded(JsonObject expected) {
        return expected.has("format") && expected.get("format").getAsString().equals("safetensors_sharded");
    }

    private static Map<String, JsonElement> index(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file))
                .getAsJsonObject()
                .getAsJsonObject("files")
                .asMap();
    }

    private static int byUtf8(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(Map<String, float[]> tensors) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            tensors.forEach((name, values) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                ByteBuffer bytes =
                        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
