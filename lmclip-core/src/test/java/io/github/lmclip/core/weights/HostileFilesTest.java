package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.management.ThreadMXBean;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Files made to harm their reader; the verdicts come from their index. */
class HostileFilesTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final long MOST_MEMORY = 256 << 20;
    private static final int LONGEST_MESSAGE = 500;

    /** The index says this way that the tensor of the control file is to come out. */
    private static final String CONTROL_VALUES = "0..11";

    private static final String CONTROL_TENSOR = "weight";

    /** What PyTorch made of a file: shape, and values where they are listed. */
    private static final Pattern PYTORCH_LOADS =
            Pattern.compile("^loads; weight: float32 \\[([0-9, ]*)](?: = \\[([-+.e0-9, ]*)])?$");

    @TestFactory
    Stream<DynamicTest> treatsEveryFileAsItsVerdictSays() throws IOException {
        Path folder = GoldenSource.shared("weights/hostile");
        Map<String, JsonElement> files = JsonParser.parseString(Files.readString(folder.resolve("hostile.json")))
                .getAsJsonObject()
                .getAsJsonObject("files")
                .asMap();
        List<String> before = listing(folder);
        List<DynamicTest> tests = new ArrayList<>();
        files.forEach((name, verdict) -> tests.add(DynamicTest.dynamicTest(
                name,
                () -> assertTimeoutPreemptively(
                        SOON, () -> checkWithinMemory(folder.resolve(name), verdict.getAsJsonObject())))));
        assertFalse(tests.isEmpty());
        tests.add(DynamicTest.dynamicTest("nothing was written", () -> assertEquals(before, listing(folder))));
        return tests.stream();
    }

    /** What is in the folder, beside it, and where the tests run: where a path of a hostile file might lead. */
    private static List<String> listing(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path place :
                List.of(folder, folder.resolve("..").normalize(), Path.of("").toAbsolutePath())) {
            try (Stream<Path> inside = Files.walk(place, 1)) {
                inside.map(Path::toString).sorted().forEach(names::add);
            }
        }
        return names;
    }

    private static void checkWithinMemory(Path path, JsonObject entry) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        checkVerdict(path, entry);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MOST_MEMORY, "allocated " + allocated);
    }

    private static void checkVerdict(Path path, JsonObject entry) {
        String must = entry.get("must").getAsString();
        if (must.equals("refuse")) {
            requireReason(path, assertThrows(WeightsException.class, () -> readAll(path, entry)));
        } else if (must.contains("refuse")) {
            try {
                readAll(path, entry);
            } catch (WeightsException e) {
                requireReason(path, e);
            }
        } else {
            readAll(path, entry);
        }
    }

    private static void requireReason(Path path, WeightsException e) {
        assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
        assertTrue(e.getMessage().length() < path.toString().length() + LONGEST_MESSAGE, "a short message");
    }

    private static void readAll(Path path, JsonObject entry) {
        try (WeightFile file = WeightFile.open(path)) {
            file.tensors().keySet().forEach(file::floats);
            if (entry.get("must").getAsString().contains(CONTROL_VALUES)
                    || entry.get("what").getAsString().contains(CONTROL_VALUES)) {
                assertArrayEquals(floats("0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"), file.floats(CONTROL_TENSOR));
            }
            checkAsPyTorch(file, entry);
        }
    }

    private static void checkAsPyTorch(WeightFile file, JsonObject entry) {
        Matcher loaded = PYTORCH_LOADS.matcher(
                entry.has("torch_load") ? entry.get("torch_load").getAsString() : "");
        if (loaded.find()) {
            TensorInfo info = file.tensors().get(CONTROL_TENSOR);
            assertEquals("[" + loaded.group(1) + "]", info.shape().toString());
            if (loaded.group(2) != null) {
                assertArrayEquals(floats(loaded.group(2)), file.floats(CONTROL_TENSOR));
            }
        }
    }

    private static float[] floats(String list) {
        String[] numbers = list.split(", ");
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(numbers[i]);
        }
        return values;
    }
}
