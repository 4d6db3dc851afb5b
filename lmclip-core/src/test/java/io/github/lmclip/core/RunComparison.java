package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.lmclip.core.weights.SafetensorsFile;
import io.github.lmclip.core.weights.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What two runs left behind, held against each other bit for bit. */
final class RunComparison {

    private RunComparison() {}

    static void requireSame(Path expected, Path found) throws IOException {
        for (String model : List.of("last", "best_valid_mAP", "best_valid_mAP_tail")) {
            assertArrayEquals(
                    Files.readAllBytes(expected.resolve(model + ".safetensors")),
                    Files.readAllBytes(found.resolve(model + ".safetensors")),
                    model);
        }
        assertEquals(metrics(expected), metrics(found));
        requireSameState(newestState(expected), newestState(found));
    }

    /** Returns the lines of the metrics without their column of seconds. */
    private static List<String> metrics(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv")).stream()
                .map(line -> line.replaceFirst("^(([^,]*,){4})[^,]*,", "$1"))
                .toList();
    }

    static Path newestState(Path run) throws IOException {
        try (Stream<Path> states = Files.list(run.resolve("state"))) {
            return states.filter(file -> file.toString().endsWith(".safetensors"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static void requireSameState(Path expected, Path found) {
        try (SafetensorsFile one = SafetensorsFile.open(expected);
                SafetensorsFile other = SafetensorsFile.open(found)) {
            assertEquals(one.metadata(), other.metadata());
            for (TensorInfo tensor : one.tensors().values()) {
                assertArrayEquals(one.floats(tensor.name()), other.floats(tensor.name()), tensor.name());
            }
            assertEquals(one.tensors().keySet(), other.tensors().keySet());
        }
    }
}
