package io.github.lmclip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.engine.EngineResize;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.WeightFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResizedPositionsTest {

    /** Error of the engine's float32 sums over values up to 1. */
    private static final float SINGLE = 2e-6f;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"7, 12", "14, 24", "16, 7", "7, 7", "9, 4", "2, 9", "1, 5", "24, 1"})
    void resizesAsTheEngineDoes(int from, int to) throws IOException {
        float[] grid = new float[from * from * 3];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < grid.length; i++) {
            grid[i] = (float) random.nextDouble(-1, 1);
        }
        assertArrayEquals(EngineResize.square(grid, from, to, 3), GridResize.square(grid, from, to, 3), SINGLE);
    }

    static Stream<Arguments> towers() {
        return Stream.of(
                Arguments.of(SmallClip.VIT, "visual.positional_embedding", 8),
                Arguments.of(SmallClip.RESNET, "visual.attnpool.positional_embedding", 32));
    }

    @ParameterizedTest
    @MethodSource("towers")
    void onlyTheGridOfTheImageTowerChanges(Backbone backbone, String positions, int stride) {
        try (WeightFile file = SmallClip.open(backbone, folder);
                Checkpoint checkpoint = Checkpoint.of(file)) {
            int from = backbone.image().resolution() / stride;
            int width = file.tensors().get(positions).shape().get(1).intValue();
            WeightFile resized = checkpoint.tensors(3 * stride);
            assertEquals(file.tensors().keySet(), resized.tensors().keySet());
            for (TensorInfo info : resized.tensors().values()) {
                if (!info.name().equals(positions)) {
                    assertEquals(file.tensors().get(info.name()), info);
                    assertArrayEquals(file.floats(info.name()), resized.floats(info.name()));
                }
            }
            float[] old = file.floats(positions);
            float[] found = resized.floats(positions);
            assertEquals(
                    List.of(10L, (long) width), resized.tensors().get(positions).shape());
            assertArrayEquals(Arrays.copyOf(old, width), Arrays.copyOf(found, width), "the first row stays");
            float[] grid = GridResize.square(Arrays.copyOfRange(old, width, old.length), from, 3, width);
            assertArrayEquals(grid, Arrays.copyOfRange(found, width, found.length));
            ByteBuffer bytes = ByteBuffer.allocate(found.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            resized.readStored(positions, bytes);
            float[] stored = new float[found.length];
            bytes.flip().asFloatBuffer().get(stored);
            assertArrayEquals(found, stored, "as stored");
        }
    }

    @Test
    void refusesASizeThatIsNoMultiple() {
        try (Checkpoint checkpoint = Checkpoint.of(SmallClip.open(SmallClip.VIT, folder))) {
            assertEquals(
                    "resolution must be a multiple of patch 8, got 42",
                    assertThrows(IllegalArgumentException.class, () -> checkpoint.tensors(42))
                            .getMessage());
        }
    }
}
