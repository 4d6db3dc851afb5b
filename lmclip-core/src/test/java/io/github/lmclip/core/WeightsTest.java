package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.checkpoint.Checkpoint;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.weights.SafetensorsFile;
import io.github.lmclip.core.weights.WeightsException;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the front door makes of a file of weights. */
class WeightsTest {

    private static final SmallShapes SHAPES = new SmallShapes(16, 4);

    /** 512 bytes' symbols, three merges, two marks. */
    private static final TextTower TEXT = new TextTower(77, 517, 64, 1, 1);

    private static final Backbone SMALL = new Backbone("ViT-2x64/8@32px", 16, new ImageTower.Vit(32, 2, 64, 8), TEXT);

    @TempDir
    Path folder;

    private Path weights;
    private LmClipBuilder start;

    @BeforeEach
    void writeWeightsAndVocabulary() throws IOException {
        weights = folder.resolve("weights.safetensors");
        Path vocabulary = folder.resolve("vocabulary.txt");
        Files.writeString(vocabulary, "#version: 0.2\nt h\nth e</w>\na n\n");
        write(false);
        start = LmClip.builder().dataset(SHAPES).vocabulary(vocabulary).weights(weights);
    }

    private void write(boolean biased) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Clip.of(SMALL, manager, new ClipExtras(biased, 0))) {
            RandomWeights.fill(clip, 3);
            if (biased) {
                clip.head().setBias(-5);
            }
            ClipWeights.save(clip, Map.of(), weights);
        }
    }

    private void configure(String quickGelu) throws IOException {
        Files.writeString(
                folder.resolve("open_clip_config.json"),
                """
                {"embed_dim": 16, %s
                 "vision_cfg": {"image_size": 32, "layers": 2, "width": 64, "patch_size": 8},
                 "text_cfg": {"context_length": 77, "vocab_size": 517, "width": 64, "heads": 1, "layers": 1}}
                """
                        .formatted(quickGelu));
    }

    private static float[][] logits(LmClip model) {
        LongTailDataset test = SHAPES.read(Split.TEST, Path.of(""));
        return model.logits(test);
    }

    private static void assertSame(float[][] expected, float[][] found) {
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found[i]);
        }
    }

    @Test
    void tellTheBackboneThatWasNotSaid() {
        try (LmClip inferred = start.zeroShot();
                LmClip said = start.backbone(SMALL.withName("mine")).zeroShot()) {
            assertEquals(SMALL, inferred.backbone());
            assertEquals(SMALL.withName("mine"), said.backbone());
            assertSame(logits(said), logits(inferred));
        }
    }

    @Test
    void folderStandsForItsWeights() throws IOException {
        Files.move(weights, folder.resolve("open_clip_model.safetensors"));
        configure("");
        try (LmClip model = start.weights(folder).zeroShot()) {
            assertEquals(SMALL.withActivation(Activation.GELU), model.backbone());
        }
    }

    @Test
    void configurationBesideThemSaysTheActivation() throws IOException {
        configure("");
        try (LmClip inferred = start.zeroShot();
                LmClip said = start.backbone(SMALL).zeroShot();
                LmClip overridden = start.activation(Activation.QUICK_GELU).zeroShot()) {
            assertEquals(Activation.GELU, inferred.backbone().activation());
            assertEquals(Activation.GELU, said.backbone().activation());
            assertEquals(Activation.QUICK_GELU, overridden.backbone().activation());
            assertFalse(Arrays.deepEquals(logits(inferred), logits(overridden)));
        }
    }

    @Test
    void bareFileHasTheBackbonesActivation() {
        Backbone gelu = SMALL.withActivation(Activation.GELU);
        try (LmClip said = start.backbone(gelu).zeroShot();
                LmClip overridden = start.activation(Activation.GELU).zeroShot()) {
            assertEquals(gelu, said.backbone());
            assertSame(logits(said), logits(overridden));
        }
    }

    @Test
    void refuseABackboneOfOtherSizes() {
        LmClipBuilder other = start.backbone(Backbone.VIT_B_32);
        String message = assertThrows(WeightsException.class, other::zeroShot).getMessage();
        assertTrue(message.startsWith(weights + " does not hold the weights of ViT-B/32: "), message);
    }

    @Test
    void imageSizeInterpolatesPositions() {
        try (LmClip larger = start.imageSize(48).zeroShot();
                LmClip said = start.backbone(SMALL).imageSize(48).zeroShot();
                LmClip same = start.imageSize(32).zeroShot();
                LmClip plain = start.zeroShot()) {
            assertEquals(48, larger.backbone().image().resolution());
            assertEquals("ViT-2x64/8@48px", larger.backbone().name());
            assertSame(logits(larger), logits(said));
            assertSame(logits(plain), logits(same));
            assertFalse(Arrays.deepEquals(logits(plain), logits(larger)));
        }
    }

    @Test
    void imageSizeMustFitThePatches() {
        LmClipBuilder odd = start.imageSize(50);
        assertEquals(
                "resolution must be a multiple of patch 8, got 50",
                assertThrows(IllegalArgumentException.class, odd::zeroShot).getMessage());
    }

    @Test
    void anotherResolutionIsNotInterpolatedUnasked() {
        LmClipBuilder larger = start.backbone(SMALL.withResolution(48));
        String message = assertThrows(WeightsException.class, larger::zeroShot).getMessage();
        assertTrue(message.contains("1 mismatches, such as visual.positional_embedding has shape (17, 64)"), message);
        assertTrue(message.endsWith("imageSize(48) interpolates its positions"), message);
    }

    @Test
    void savedModelKeepsActivationHeadsAndSize() {
        Backbone odd = new Backbone("odd", 16, new ImageTower.Vit(32, 1, 48, 8, 3, 100), TEXT, Activation.GELU);
        Path saved = folder.resolve("saved");
        try (LmClip model = start.backbone(odd).randomWeights(1).imageSize(40).zeroShot()) {
            model.save(saved);
            try (LmClip again = LmClip.load(saved);
                    Checkpoint checkpoint = Checkpoint.open(saved)) {
                assertEquals(odd.withResolution(40), model.backbone());
                assertEquals(model.backbone(), again.backbone());
                assertEquals(model.backbone(), checkpoint.backbone());
                assertSame(logits(model), logits(again));
            }
        }
        assertEquals(2, version(saved));
    }

    @Test
    void modelOfOpenAisKindIsSavedForOlderReadersToo() {
        Path saved = folder.resolve("saved");
        try (LmClip model = start.zeroShot()) {
            model.save(saved);
        }
        assertEquals(1, version(saved));
    }

    private static int version(Path saved) {
        try (SafetensorsFile file = SafetensorsFile.open(saved.resolve("model.safetensors"))) {
            String card = file.metadata().get("lmclip");
            return card.contains("\"version\":1") ? 1 : card.contains("\"version\":2") ? 2 : 0;
        }
    }

    @Test
    void biasOnTheLogitsIsKept() {
        try (LmClip plain = start.zeroShot()) {
            write(true);
            try (LmClip biased = start.zeroShot()) {
                assertEquals(logits(plain)[0][0] - 5, logits(biased)[0][0], 1e-4f);
            }
        }
    }
}
