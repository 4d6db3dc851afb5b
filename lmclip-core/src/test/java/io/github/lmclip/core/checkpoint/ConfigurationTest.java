package io.github.lmclip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.core.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    private static final String OPENCLIP =
            """
            {"model_cfg": {"embed_dim": 24, %s
              "vision_cfg": {"image_size": 32, "layers": 2, "width": 64, "patch_size": 8 %s},
              "text_cfg": {"context_length": 16, "vocab_size": 60, "width": 128, "heads": 2, "layers": 3 %s}}}
            """;

    private static final String HUGGING_FACE =
            """
            {"model_type": "clip", "projection_dim": 24,
             "text_config": {"hidden_size": 128, "intermediate_size": 512, "num_attention_heads": 2,
                "num_hidden_layers": 3, "vocab_size": 60, "max_position_embeddings": 16 %s},
             "vision_config": {"hidden_size": 64, "intermediate_size": 256, "num_attention_heads": 1,
                "num_hidden_layers": 2, "image_size": 32, "patch_size": 8 %s}}
            """;

    @TempDir
    Path folder;

    private Backbone openClip(String model, String vision, String text) {
        return read("open_clip_config.json", OPENCLIP.formatted(model, vision, text), Naming.OPENAI)
                .orElseThrow()
                .backbone();
    }

    private Backbone huggingFace(String text, String vision) {
        return read("config.json", HUGGING_FACE.formatted(text, vision), Naming.HUGGING_FACE)
                .orElseThrow()
                .backbone();
    }

    private Optional<Configuration> read(String name, String content, Naming naming) {
        try {
            Files.writeString(folder.resolve(name), content);
            return ConfigurationFiles.beside(folder.resolve("weights.bin"), naming);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String openClipRefusal(String model, String vision, String text) {
        return assertThrows(WeightsException.class, () -> openClip(model, vision, text))
                .getMessage();
    }

    private String huggingFaceRefusal(String text, String vision) {
        return assertThrows(WeightsException.class, () -> huggingFace(text, vision))
                .getMessage();
    }

    @Test
    void openClipIsGeluUnlessItSaysQuickGelu() {
        Backbone gelu = SmallClip.VIT.withName("").withActivation(Activation.GELU);
        assertEquals(gelu, openClip("", "", ""));
        assertEquals(gelu, openClip("\"quick_gelu\": false,", "", ""));
        assertEquals(gelu.withActivation(Activation.QUICK_GELU), openClip("\"quick_gelu\": true,", "", ""));
    }

    @Test
    void openClipSaysHeadsAndHiddenChannels() {
        Backbone odd = openClip("", ", \"head_width\": 16, \"mlp_ratio\": 4.5", "");
        assertEquals(new ImageTower.Vit(32, 2, 64, 8, 4, 288), odd.image());
    }

    @Test
    void openClipDescribesResNetsByAListOfLayers() {
        Backbone resNet = openClip("", ", \"layers\": [3, 4, 6, 3], \"patch_size\": null", "");
        assertEquals(new ImageTower.ResNet(32, List.of(3, 4, 6, 3), 64), resNet.image());
    }

    @Test
    void openClipSettingsOfOtherNetworksAreRefused() {
        String file = folder.resolve("open_clip_config.json") + ": ";
        assertEquals(
                file
                        + "model_cfg: multimodal_cfg is {\"width\":8}, expected nothing (the network would be another one)",
                openClipRefusal("\"multimodal_cfg\": {\"width\": 8},", "", ""));
        assertEquals(
                file + "model_cfg: vision_cfg: timm_model_name is \"vit_x\", expected nothing"
                        + " (the network would be another one)",
                openClipRefusal("", ", \"timm_model_name\": \"vit_x\"", ""));
        assertTrue(openClipRefusal("", "", ", \"pool_type\": \"last\"").contains("expected \"argmax\""));
        assertEquals(
                SmallClip.VIT.image(),
                openClip("", ", \"ls_init_value\": null, \"pool_type\": \"tok\"", ", \"embed_cls\": false")
                        .image());
    }

    @Test
    void huggingFacesDefaultsAreThoseOfVitB32() {
        Backbone base = read("config.json", "{\"model_type\": \"clip\"}", Naming.HUGGING_FACE)
                .orElseThrow()
                .backbone();
        assertEquals(Backbone.VIT_B_32.withName(""), base);
    }

    @Test
    void huggingFacesOldSectionReplacesTheNewOne() {
        String old = HUGGING_FACE.formatted("", "").stripTrailing();
        String both = old.substring(0, old.length() - 1) + ", \"text_config_dict\": {\"hidden_act\": \"quick_gelu\"}}";
        Backbone found =
                read("config.json", both, Naming.HUGGING_FACE).orElseThrow().backbone();
        assertEquals(Backbone.VIT_B_32.text(), found.text());
        assertEquals(SmallClip.VIT.image(), found.image());
    }

    @Test
    void huggingFaceSaysTheActivationOfBothTowers() {
        assertEquals(Activation.QUICK_GELU, huggingFace("", "").activation());
        String gelu = ", \"hidden_act\": \"gelu\"";
        assertEquals(Activation.GELU, huggingFace(gelu, gelu).activation());
        assertTrue(huggingFaceRefusal(gelu, "")
                .endsWith("text_config: hidden_act is \"gelu\", expected the same as in vision_config, QUICK_GELU"));
        String tanh = ", \"hidden_act\": \"gelu_pytorch_tanh\"";
        assertTrue(huggingFaceRefusal(tanh, tanh).endsWith("expected quick_gelu or gelu"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"eos_token_id\": 2", ", \"eos_token_id\": 59", ", \"eos_token_id\": null"})
    void endTokenIsTheLastOrTheOldForms(String setting) {
        assertEquals(SmallClip.VIT.text(), huggingFace(setting, "").text());
    }

    @Test
    void otherEndTokensAreRefused() {
        String message = huggingFaceRefusal(", \"eos_token_id\": 58", "");
        assertTrue(
                message.endsWith(
                        "text_config: eos_token_id is 58, expected the vocabulary's last, 59, or 2 of the old form"),
                message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", \"layer_norm_eps\": 1e-6 | layer_norm_eps is 1e-6, expected 1.0E-5",
                ", \"num_channels\": 1 | num_channels is 1, expected 3",
                ", \"hidden_size\": 64.5 | hidden_size is 64.5, expected a whole number from 1 to 16777216",
                ", \"hidden_size\": \"big\" | hidden_size is \"big\", expected a number",
                ", \"num_attention_heads\": 7 | width must be a multiple of heads 7, got 64"
            })
    void whatClipHasNotIsRefused(String setting, String complaint) {
        String message = huggingFaceRefusal("", setting);
        assertTrue(message.endsWith(complaint), message);
    }

    @Test
    void ownConfigurationOfAFileComesFirst() {
        read("open_clip_config.json", OPENCLIP.formatted("", "", ""), Naming.OPENAI);
        Configuration own = read(
                        "weights_config.json", OPENCLIP.formatted("\"quick_gelu\": true,", "", ""), Naming.OPENAI)
                .orElseThrow();
        assertEquals(folder.resolve("weights_config.json").toString(), own.source());
        assertEquals(Activation.QUICK_GELU, own.backbone().activation());
    }

    @Test
    void strangersAreNoConfiguration() {
        String bert = "{\"model_type\": \"bert\", \"hidden_size\": 768}";
        assertEquals(Optional.empty(), read("config.json", bert, Naming.OPENAI));
        String message = assertThrows(WeightsException.class, () -> read("config.json", bert, Naming.HUGGING_FACE))
                .getMessage();
        assertTrue(message.endsWith("config.json: model_type is \"bert\", expected clip"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"model_type\": ", "nonsense"})
    void brokenJsonIsRefused(String content) {
        String message = assertThrows(WeightsException.class, () -> read("config.json", content, Naming.HUGGING_FACE))
                .getMessage();
        assertTrue(message.startsWith(folder.resolve("config.json") + ": "), message);
    }

    @Test
    void configurationThatContradictsTheWeightsIsRefused() {
        try (WeightFile weights = SmallClip.open(SmallClip.VIT, folder)) {
            read("config.json", HUGGING_FACE.formatted("", ", \"image_size\": 64"), Naming.HUGGING_FACE);
            Path file = Path.of(weights.name());
            String message = assertThrows(WeightsException.class, () -> Checkpoint.open(file))
                    .getMessage();
            assertEquals(
                    "%s and the weights disagree: the weights have resolution 32, expected 64"
                            .formatted(folder.resolve("config.json")),
                    message);
        }
    }
}
