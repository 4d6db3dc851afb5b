package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real files that PyTorch and its companions wrote, in every format; names and expectations come from their index. */
class WeightFileGoldenTest {

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

    /** Values beside the weights that the index states by name. */
    private static final List<String> PLAIN_VALUES =
            List.of("epoch", "name", "train_loss", "valid_loss", "best_mAP", "best_mAP_tail");

    @TestFactory
    Stream<DynamicTest> readsOrRefusesEveryFileAsTheIndexSays() throws IOException {
        Path folder = GoldenSource.shared("weights");
        Map<String, JsonElement> files = JsonParser.parseString(Files.readString(folder.resolve("expected.json")))
                .getAsJsonObject()
                .getAsJsonObject("files")
                .asMap();
        assertFalse(files.isEmpty());
        return files.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> check(
                                folder.resolve(entry.getKey()), entry.getValue().getAsJsonObject())));
    }

    private static void check(Path path, JsonObject expected) {
        if (expected.get("must").getAsString().equals("refuse")) {
            String message = assertThrows(WeightsException.class, () -> WeightFile.open(path))
                    .getMessage();
            assertTrue(message.contains("expected only names that tensors are made of"), message);
            return;
        }
        try (WeightFile file = WeightFile.open(path)) {
            assertEquals(expected.get("tensors").getAsInt(), file.tensors().size());
            checkTypes(file, expected);
            checkHashes(file, expected);
            checkMetadata(file, expected);
            if (expected.has("values")) {
                expected.getAsJsonObject("values")
                        .asMap()
                        .forEach((name, tensor) -> checkValues(file, name, tensor.getAsJsonObject()));
            }
        }
    }

    private static void checkTypes(WeightFile file, JsonObject expected) {
        if (expected.has("dtypes")) {
            Map<String, Integer> stored = new TreeMap<>();
            expected.getAsJsonObject("dtypes").asMap().forEach((type, count) -> stored.put(type, count.getAsInt()));
            Map<String, Integer> types = new TreeMap<>();
            file.tensors().values().forEach(info -> types.merge(TORCH_NAMES.get(info.type()), 1, Integer::sum));
            assertEquals(stored, types);
        }
    }

    private static void checkHashes(WeightFile file, JsonObject expected) {
        if (expected.has("sha256_all")) {
            assertEquals(expected.get("sha256_all").getAsString(), hashOfAll(file));
        }
        if (expected.has("sha256")) {
            expected.getAsJsonObject("sha256").asMap().forEach((name, entry) -> {
                JsonObject tensor = entry.getAsJsonObject();
                assertEquals(longs(tensor, "shape"), file.tensors().get(name).shape(), name);
                if (tensor.has("stored")) {
                    String type = TORCH_NAMES.get(file.tensors().get(name).type());
                    assertEquals(tensor.get("stored").getAsString(), type, name);
                }
                assertEquals(
                        tensor.get("f32_sha256").getAsString(),
                        HexFormat.of().formatHex(digest().digest(bytes(file.floats(name)))),
                        name);
            });
        }
    }

    private static void checkMetadata(WeightFile file, JsonObject expected) {
        if (expected.has("metadata")) {
            Map<String, String> metadata = new TreeMap<>();
            expected.getAsJsonObject("metadata")
                    .asMap()
                    .forEach((key, value) -> metadata.put(key, value.getAsString()));
            assertEquals(metadata, file.metadata());
        }
        for (String name : PLAIN_VALUES) {
            if (expected.has(name)) {
                String value = file.metadata().get(name);
                if (expected.getAsJsonPrimitive(name).isNumber()) {
                    assertEquals(expected.get(name).getAsDouble(), Double.parseDouble(value), name);
                } else {
                    assertEquals(expected.get(name).getAsString(), value, name);
                }
            }
        }
    }

    private static void checkValues(WeightFile file, String name, JsonObject tensor) {
        TensorInfo info = file.tensors().get(name);
        assertEquals(tensor.get("dtype").getAsString(), info.type().name());
        assertEquals(longs(tensor, "shape"), info.shape());
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

    private static List<Long> longs(JsonObject object, String name) {
        return object.getAsJsonArray(name).asList().stream()
                .map(JsonElement::getAsLong)
                .toList();
    }

    /** As the index defines it: floating-point tensors in the order of their names' bytes; name, a zero, values. */
    private static String hashOfAll(WeightFile file) {
        MessageDigest digest = digest();
        file.tensors().values().stream()
                .filter(info -> info.type().isFloating())
                .map(TensorInfo::name)
                .sorted((left, right) -> Arrays.compareUnsigned(utf8(left), utf8(right)))
                .forEach(name -> {
                    digest.update(utf8(name));
                    digest.update((byte) 0);
                    digest.update(bytes(file.floats(name)));
                });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
