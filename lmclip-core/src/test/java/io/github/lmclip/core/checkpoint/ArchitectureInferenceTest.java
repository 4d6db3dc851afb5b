package io.github.lmclip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.WeightsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureInferenceTest {

    /** Running statistics are tensors, but no parameters. */
    private static final String STATISTIC = ".running_";

    static Stream<Backbone> known() {
        return Stream.concat(Backbone.published().stream(), Stream.of(Backbone.TINY));
    }

    @ParameterizedTest
    @MethodSource("known")
    void recognisesPublishedBackbonesByTheirShapes(Backbone backbone) {
        assertEquals(backbone, Checkpoint.of(ShapesOnly.of(backbone)).backbone());
    }

    /** Counts of OpenAI's model cards and of OpenCLIP's model profile, in millions. */
    @ParameterizedTest
    @CsvSource({
        "RN50, 102.01",
        "RN101, 119.69",
        "RN50x4, 178.3",
        "RN50x16, 290.98",
        "RN50x64, 623.26",
        "ViT-B/32, 151.28",
        "ViT-B/16, 149.62",
        "ViT-L/14, 427.62",
        "ViT-L/14@336px, 427.94"
    })
    void publishedBackbonesHaveTheirPublishedCountOfParameters(String name, double millions) {
        Backbone backbone = Backbone.published().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        long count = ClipWeights.tensors(backbone).values().stream()
                .filter(info -> !info.name().contains(STATISTIC))
                .mapToLong(TensorInfo::elements)
                .sum();
        assertEquals(millions, Math.round(count / 1e4) / 1e2);
    }

    @Test
    void otherSizesHaveADescribingName() {
        assertEquals(
                SmallClip.VIT,
                Checkpoint.of(ShapesOnly.of(SmallClip.VIT.withName("any"))).backbone());
        assertEquals(
                SmallClip.RESNET,
                Checkpoint.of(ShapesOnly.of(SmallClip.RESNET.withName("any"))).backbone());
    }

    @Test
    void anotherPictureSizeHasOpenAisName() {
        assertEquals(Backbone.VIT_L_14_336, Backbone.VIT_L_14.withResolution(336));
        assertEquals(Backbone.VIT_L_14, Backbone.VIT_L_14_336.withResolution(224));
        assertEquals("RN50@384px", Backbone.RN50.withResolution(384).name());
    }

    @Test
    void configurationSaysHeadsAndActivation() {
        ImageTower image = new ImageTower.Vit(64, 2, 160, 8, 5, 700);
        Backbone odd = new Backbone("odd", 24, image, new TextTower(16, 60, 96, 3, 2), Activation.GELU);
        assertEquals(odd, Architecture.infer(ShapesOnly.of(odd), Optional.of(odd)));
    }

    @Test
    void refusesHeadsThatNothingSays() {
        Backbone odd = new Backbone("odd", 24, SmallClip.VIT.image(), new TextTower(16, 60, 96, 3, 2));
        ShapesOnly shapes = ShapesOnly.of(odd);
        assertEquals(
                "shapes: the text tower has 96 channels, no multiple of 64, and no configuration says how many heads",
                refusal(shapes));
    }

    @Test
    void refusesAGridThatIsNoSquare() {
        assertEquals(
                "shapes: expected visual.positional_embedding to have rows for a square and one more, got 16",
                refusal(with("visual.positional_embedding", 16L, 64L)));
    }

    @Test
    void refusesSizesBeyondReason() {
        String message = refusal(with("ln_final.weight", 1L << 40));
        assertTrue(message.startsWith("shapes: expected ln_final.weight with 1 sizes from 1 to 16777216"), message);
        assertTrue(refusal(with("text_projection", 128L)).contains("text_projection with 2 sizes"), message);
    }

    @Test
    void refusesMoreBlocksThanTensors() {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>(ClipWeights.tensors(SmallClip.VIT));
        for (int i = 0; i < 100; i++) {
            String name = "visual.transformer.resblocks." + i + ".x";
            tensors.put(name, new TensorInfo(name, TensorType.F32, List.of(0L)));
        }
        String message = refusal(new ShapesOnly("shapes", tensors));
        assertTrue(message.contains("all tensors of each, got 100 and"), message);
    }

    @Test
    void wrongShapesAreNamed() {
        String message = refusal(with("transformer.resblocks.1.ln_1.bias", 7L));
        assertTrue(
                message.endsWith(
                        "1 mismatches, such as transformer.resblocks.1.ln_1.bias has shape (7), expected (128)"),
                message);
    }

    private static ShapesOnly with(String name, Long... shape) {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>(ClipWeights.tensors(SmallClip.VIT));
        tensors.put(name, new TensorInfo(name, TensorType.F32, List.of(shape)));
        return new ShapesOnly("shapes", tensors);
    }

    private static String refusal(ShapesOnly shapes) {
        return assertThrows(WeightsException.class, () -> Checkpoint.of(shapes)).getMessage();
    }
}
