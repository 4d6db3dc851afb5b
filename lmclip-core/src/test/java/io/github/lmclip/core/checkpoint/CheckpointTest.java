package io.github.lmclip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.weights.SafetensorsWriter;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.core.weights.WeightsException;
import io.github.lmclip.golden.GoldenSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    @TempDir
    Path folder;

    static Stream<Arguments> goldenModels() {
        return Arrays.stream(GoldenSource.values())
                .flatMap(source -> Stream.of("tiny_rn", "tiny_vit").map(model -> Arguments.of(source, model)));
    }

    @ParameterizedTest
    @MethodSource("goldenModels")
    void sameTensorsUnderEveryNaming(GoldenSource source, String model) {
        try (WeightFile original = WeightFile.open(source.file(model + ".safetensors"))) {
            ForeignNames.write(original, name -> "module." + name, folder.resolve("parallel.safetensors"));
            ForeignNames.write(original, name -> "module.model." + name, folder.resolve("both.safetensors"));
            ForeignNames.write(original, ForeignNames::customText, folder.resolve("custom.safetensors"));
            assertSame(original, Naming.OPENAI, "parallel.safetensors");
            assertSame(original, Naming.OPENAI, "both.safetensors");
            assertSame(original, Naming.OPENCLIP_CUSTOM_TEXT, "custom.safetensors");
        }
    }

    @Test
    void sameTensorsUnderHuggingFacesNames() {
        try (WeightFile original = SmallClip.open(SmallClip.VIT, folder)) {
            ForeignNames.writeHuggingFace(original, folder.resolve("hf.safetensors"));
            assertSame(original, Naming.HUGGING_FACE, "hf.safetensors");
        }
    }

    private void assertSame(WeightFile original, Naming naming, String name) {
        try (Checkpoint found = Checkpoint.open(folder.resolve(name));
                Checkpoint direct = Checkpoint.of(WeightFile.open(Path.of(original.name())))) {
            assertEquals(naming, found.naming());
            assertEquals(direct.backbone(), found.backbone());
            assertEquals(Optional.empty(), found.configuration());
            assertEquals(
                    direct.tensors().tensors().keySet(),
                    found.tensors().tensors().keySet());
            direct.tensors().tensors().forEach((tensor, info) -> {
                assertEquals(info.shape(), found.tensors().tensors().get(tensor).shape(), tensor);
                assertArrayEquals(original.floats(tensor), found.tensors().floats(tensor), tensor);
                assertArrayEquals(original.floats(tensor), stored(found.tensors(), tensor), tensor + " as stored");
            });
        }
    }

    private static float[] stored(WeightFile file, String tensor) {
        float[] values = new float[(int) file.tensors().get(tensor).elements()];
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.readStored(tensor, bytes);
        assertFalse(bytes.hasRemaining());
        bytes.flip().asFloatBuffer().get(values);
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "module.", "model.", "module.model.", "_orig_mod."})
    void leavesOutWhatNothingComputesWith(String wrapper) {
        try (WeightFile original = SmallClip.open(SmallClip.RESNET, folder)) {
            Path file = folder.resolve("extras.safetensors");
            SafetensorsWriter.defaults().write(file, ForeignNames.withExtras(original, wrapper));
            try (Checkpoint found = Checkpoint.open(file)) {
                assertEquals(
                        original.tensors().keySet(), found.tensors().tensors().keySet());
                assertEquals(SmallClip.RESNET, found.backbone());
            }
        }
    }

    @Test
    void refusesMixedNames() {
        try (WeightFile original = SmallClip.open(SmallClip.VIT, folder)) {
            String message = refusal(original, name -> name.replace("ln_final.bias", "text.ln_final.bias"));
            assertTrue(message.contains("mixes several namings, expected one: "), message);
            assertTrue(message.contains("text.ln_final.bias (openclip_custom_text)"), message);
        }
    }

    @Test
    void refusesWhatIsNoClip() {
        try (WeightFile original = SmallClip.open(SmallClip.VIT, folder)) {
            String message = refusal(original, name -> "bert." + name);
            assertTrue(
                    message.contains(
                            "holds no CLIP: expected the names of OpenAI, OpenCLIP or Hugging Face, got bert."),
                    message);
        }
    }

    @Test
    void namesMissingAndUnexpectedTensors() {
        try (WeightFile original = SmallClip.open(SmallClip.VIT, folder)) {
            String message = refusal(original, name -> name.equals("ln_final.bias") ? "ln_final.shift" : name);
            assertTrue(
                    message.endsWith("does not hold the weights of ViT-2x64/8@32px: 2 mismatches, such as"
                            + " missing ln_final.bias; unexpected ln_final.shift"),
                    message);
            String incomplete = refusal(original, name -> name.equals("text_projection") ? "ln_final.other" : name);
            assertTrue(incomplete.endsWith("holds no whole CLIP: missing text_projection"), incomplete);
        }
    }

    private String refusal(WeightFile original, UnaryOperator<String> renamed) {
        Path file = folder.resolve("renamed.safetensors");
        ForeignNames.write(original, renamed, file);
        return assertThrows(WeightsException.class, () -> Checkpoint.open(file)).getMessage();
    }

    @Test
    void saysWhatAFileHoldsInsteadOfTheBackboneWanted() {
        Path file = folder.resolve("vit.safetensors");
        SmallClip.write(SmallClip.VIT, file);
        try (Checkpoint found = Checkpoint.open(file)) {
            found.requireFit(SmallClip.VIT.withName("mine"));
            String message = assertThrows(WeightsException.class, () -> found.requireFit(Backbone.VIT_B_16))
                    .getMessage();
            assertTrue(message.startsWith(file + " does not hold the weights of ViT-B/16: "), message);
            assertTrue(message.contains("visual.class_embedding has shape (64), expected (768)"), message);
            assertTrue(message.endsWith(". Its shapes are those of ViT-2x64/8@32px, closest to TINY"), message);
        }
    }

    @Test
    void refusesQueriesAndKeysThatCannotBeJoined() {
        String start = "text_model.encoder.layers.0.self_attn.";
        for (List<Long> shape : List.of(List.<Long>of(), List.of(Long.MAX_VALUE, 0L), List.of(2L, 2L))) {
            Map<String, TensorInfo> tensors = new TreeMap<>();
            for (String part : List.of("q_proj", "k_proj", "v_proj")) {
                String name = start + part + ".weight";
                boolean other = part.equals("k_proj") && shape.equals(List.of(2L, 2L));
                tensors.put(name, new TensorInfo(name, TensorType.F32, other ? List.of(1L, 2L) : shape));
            }
            ShapesOnly file = new ShapesOnly("hf", tensors);
            String message = assertThrows(WeightsException.class, () -> Checkpoint.of(file))
                    .getMessage();
            assertTrue(message.startsWith("hf: expected " + start), message);
        }
    }

    @Test
    void refusesAProjectionThatIsNoMatrix() {
        TensorInfo info = new TensorInfo("visual_projection.weight", TensorType.F32, List.of(3L));
        ShapesOnly file = new ShapesOnly("hf", Map.of(info.name(), info));
        assertEquals(
                "hf: expected a matrix visual_projection.weight, got shape [3]",
                assertThrows(WeightsException.class, () -> Checkpoint.of(file)).getMessage());
    }

    @Test
    void saysWhichPathIsMissing() {
        Path none = folder.resolve("none");
        assertEquals(
                "the weights %s are missing, expected a file or a folder".formatted(none),
                assertThrows(IllegalStateException.class, () -> Checkpoint.open(none))
                        .getMessage());
    }
}
