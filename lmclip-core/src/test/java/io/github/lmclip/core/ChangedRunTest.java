package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.train.ChangedRunException;
import io.github.lmclip.core.train.Freezing;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.core.weights.SafetensorsFile;
import io.github.lmclip.core.weights.SafetensorsWriter;
import io.github.lmclip.core.weights.TensorContent;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.WeightsException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on with other options than they were begun with, or by another version. */
class ChangedRunTest {

    private static final UnaryOperator<TrainingOptions> FROZEN =
            options -> options.withFreezing(Freezing.defaults().withImageTower(true));

    @TempDir
    private Path folder;

    private LmClipBuilder start() {
        return LmClip.builder().dataset(new SmallShapes(16, 8)).backbone(Backbone.TINY);
    }

    @Test
    void whatWasNotNeededBeforeBeginsWhenTheChangeIsAccepted() throws IOException {
        TrainedRun first = TrainedRun.of(folder, start(), FROZEN);
        float[] text = first.parameter("text_projection");
        float[] image = first.parameter("visual.proj");
        UnaryOperator<TrainingOptions> changed =
                options -> options.withEpochs(2).withLearningRate(1e-30).withEmaDecay(OptionalDouble.of(0.5));
        String message = assertThrows(
                        IllegalStateException.class, () -> TrainedRun.of(folder, start().resume(), changed))
                .getMessage();
        assertEquals(
                "the run was begun with another configuration: training.emaDecay: none -> 0.5; training.epochs: 1 -> 2;"
                        + " training.freezing.imageTower: true -> false; training.learningRate: 0.001 -> 1.0E-30;"
                        + " go on with that one, or start anew",
                message);
        TrainedRun second = TrainedRun.of(folder, start().resumeDespiteChanges(), changed);
        assertEquals(2, second.steps().size());
        assertEquals(4, second.state("step.text_projection")[0]);
        assertEquals(2, second.state("step.visual.proj")[0]);
        assertArrayEquals(text, second.state("average.text_projection"));
        assertArrayEquals(image, second.state("average.visual.proj"));
    }

    @Test
    void withoutTheKeysOfTheEarlierRunThePartsAreSaidInShort() throws IOException {
        TrainedRun.of(folder, start(), options -> options);
        Files.delete(folder.resolve("run.json"));
        ChangedRunException refused = assertThrows(
                ChangedRunException.class,
                () -> TrainedRun.of(folder, start().resume(), options -> options.withEpochs(2)));
        assertEquals(List.of("options: ...epochs=1... -> ...epochs=2..."), refused.differences());
    }

    @Test
    void otherPicturesAreSaidThoughNoKeyTellsThem() throws IOException {
        TrainedRun.of(folder, start(), options -> options);
        LmClipBuilder more = LmClip.builder().dataset(new SmallShapes(24, 8)).backbone(Backbone.TINY);
        ChangedRunException refused =
                assertThrows(ChangedRunException.class, () -> TrainedRun.of(folder, more.resume(), options -> options));
        String said = refused.differences().toString();
        assertTrue(said.contains("training: ...16 images") && said.length() < 400, said);
    }

    @Test
    void aStateOfAnotherVersionIsRefusedByName() throws IOException {
        TrainedRun.of(folder, start(), options -> options);
        Path state = RunComparison.newestState(folder);
        Path other = ofVersion("3", state);
        String message = assertThrows(
                        WeightsException.class,
                        () -> TrainedRun.of(folder, start().resume(), options -> options.withEpochs(2)))
                .getMessage();
        assertEquals(other + " is a state of version 3, this library reads version 2", message);
    }

    /** Replaces a state by one that says another version, under a name that fits its content. */
    private static Path ofVersion(String version, Path state) throws IOException {
        Path part = state.resolveSibling("other");
        try (SafetensorsFile stored = SafetensorsFile.open(state)) {
            Map<String, String> metadata = new HashMap<>(stored.metadata());
            metadata.put("version", version);
            List<TensorContent> tensors = stored.tensors().values().stream()
                    .map(tensor -> TensorContent.of(
                            tensor.name(),
                            TensorType.F32,
                            tensor.shape().stream().mapToLong(size -> size).toArray(),
                            () -> FloatBuffer.wrap(stored.floats(tensor.name()))))
                    .toList();
            SafetensorsWriter.defaults().withMetadata(metadata).write(part, tensors);
        }
        Files.delete(state);
        String name = state.getFileName().toString().substring(0, "state-000000000-".length());
        return Files.move(part, state.resolveSibling(name + sha256(part) + ".safetensors"));
    }

    private static String sha256(Path file) throws IOException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
