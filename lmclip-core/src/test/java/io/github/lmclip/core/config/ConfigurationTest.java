package io.github.lmclip.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Preset;
import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.image.RandomCrop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {

    @TempDir
    private Path folder;

    private static List<String> names() {
        return ConfigurationFile.names();
    }

    /** The rows as the published repository has them; learning rates and powers in its own notation. */
    @ParameterizedTest
    @CsvSource({
        "voc_mlt_rn50,    VOC_MLT,  RN50,     0.2, 12,  0.01, 0.7,  2e-6",
        "voc_mlt_vitb16,  VOC_MLT,  ViT-B/16, 0.4, 9.8, 0.1,  1.35, 1e-6",
        "voc_mlt_vitl14,  VOC_MLT,  ViT-L/14, 0.4, 9.8, 0.1,  1.35, 1e-6",
        "coco_mlt_rn50,   COCO_MLT, RN50,     6,   9.8, 0.1,  1.35, 1e-7",
        "coco_mlt_vitb16, COCO_MLT, ViT-B/16, 5,   9.8, 0.1,  1.6,  1e-6",
        "coco_mlt_vitl14, COCO_MLT, ViT-L/14, 5,   9.8, 0.1,  1.6,  1e-6"
    })
    void publishedFilesHaveThePublishedValues(
            String name,
            Benchmark dataset,
            String backbone,
            double lambda,
            double gammaNeg,
            double smoothing,
            double power,
            double rate) {
        Configuration found = Configuration.named(name);
        assertEquals(dataset, found.data().open());
        assertEquals(backbone, found.network().backbone());
        assertEquals(lambda, found.loss().lambda());
        assertEquals(gammaNeg, found.loss().gammaNeg());
        assertEquals(0, found.loss().gammaPos());
        assertEquals(0.05, found.loss().margin());
        assertEquals(smoothing, found.loss().smoothing());
        assertEquals(power, found.loss().power());
        assertEquals(power, Double.parseDouble(found.values().get("training.samplingPower")));
        assertEquals(rate, Double.parseDouble(found.values().get("training.learningRate")));
        assertEquals(50, found.training().epochs());
        assertEquals(8, found.training().batchSize());
    }

    @ParameterizedTest
    @MethodSource("names")
    void publishedFilesSayWhatThePresetsSay(String name) {
        Configuration found = Configuration.named(name);
        Preset preset =
                Preset.of(found.data().open(), Backbone.named(found.network().backbone()));
        assertEquals(preset.objective(), found.loss());
        assertEquals(preset.options(), found.training());
    }

    @ParameterizedTest
    @MethodSource("names")
    void textIsReadBack(String name) throws IOException {
        Configuration written = Configuration.named(name).with("training.augmentation.crop", "defaults");
        assertEquals(written, Configuration.read(file(written.text())));
    }

    @Test
    void aFileOfOnesOwnChangesAPublishedOne() throws IOException {
        Path own = file("base = voc_mlt_rn50\nloss { gammaNeg = 8 }  # nested, as HOCON allows\ntraining.epochs = 3\n");
        Configuration found = Configuration.named(own.toString());
        assertEquals(
                Configuration.named("voc_mlt_rn50").with(Map.of("loss.gammaNeg", "8", "training.epochs", "3")), found);
    }

    @Test
    void whatIsNotSetComesFromThePreset() throws IOException {
        Configuration found = Configuration.read(file("data.source = coco-mlt\nnetwork.backbone = RN50"));
        assertEquals(Preset.COCO_RN50.objective(), found.loss());
        assertEquals(Preset.COCO_RN50.options(), found.training());
    }

    @Test
    void anUnknownKeyIsNamedWithTheNearest() throws IOException {
        Path own = file("# my run\ntraining.epochs = 3\nloss.gamaNeg = 8\n");
        ConfigurationException wrong = assertThrows(ConfigurationException.class, () -> Configuration.read(own));
        assertEquals(
                own + ":3: there is no key \"loss.gamaNeg\"; the nearest is \"loss.gammaNeg\"", wrong.getMessage());
    }

    @Test
    void aKeyThatIsLikeNoneIsComparedWithNone() {
        Configuration start = Configuration.quickstart();
        String message = assertThrows(ConfigurationException.class, () -> start.with("bad.key", "1"))
                .getMessage();
        assertEquals("bad.key=1: there is no key \"bad.key\"; lmclip train --show lists them all", message);
    }

    @ParameterizedTest
    @CsvSource({
        "learningRate, training.learningRate",
        "loss.epochs, training.epochs",
        "training.bachsize, training.batchSize"
    })
    void theNearestKeyIsTheOneThatWasMeant(String written, String meant) {
        Configuration start = Configuration.quickstart();
        String message = assertThrows(ConfigurationException.class, () -> start.with(written, "1"))
                .getMessage();
        assertTrue(message.endsWith("the nearest is \"" + meant + "\""), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training.epochs      | three | training.epochs=three: training.epochs must be an integer, got \"three\"",
                "training.epochs      | 0     | training.epochs=0: epochs must be >= 1, got 0",
                "training.epochs      | 8.5   | training.epochs=8.5: training.epochs must be an integer, got \"8.5\"",
                "loss.weighted        | maybe | loss.weighted=maybe: loss.weighted must be true or false, got \"maybe\"",
                "loss.lambda          | NaN   | loss.lambda=NaN: lambda must be a finite number >= 0, got NaN",
                "training.badImages   | eat   | training.badImages=eat: training.badImages must be one of stop, skip, got \"eat\"",
                "loss.gammaNeg        | -1    | loss.gammaNeg=-1: gammaNeg must be >= 0, got -1.0"
            })
    void aWrongValueIsSaidWithItsPlace(String key, String value, String message) {
        Configuration start = Configuration.quickstart();
        assertEquals(
                message,
                assertThrows(ConfigurationException.class, () -> start.with(key, value))
                        .getMessage());
    }

    @Test
    void everyOptionHasAKey() {
        SortedMap<String, String> values = Configuration.quickstart().values();
        assertEquals("8", values.get("training.epochs"));
        assertEquals("batch-max", values.get("loss.normalization"));
        assertEquals("none", values.get("training.augmentation.crop"));
    }

    @Test
    void partsMayBePutInAndTakenOut() {
        Configuration start = Configuration.quickstart();
        Configuration cropped = start.with("training.augmentation.crop", "defaults");
        assertEquals(
                RandomCrop.defaults(), cropped.training().augmentation().crop().orElseThrow());
        assertEquals(start, cropped.with("training.augmentation.crop", "none"));
        assertEquals(
                OptionalDouble.of(-3.5),
                start.with("training.logitBias", "-3.5").training().logitBias());
    }

    @Test
    void brokenFilesAreSaid() throws IOException {
        Path broken = file("training.epochs = {");
        assertTrue(assertThrows(ConfigurationException.class, () -> Configuration.read(broken))
                .getMessage()
                .startsWith(broken + " is no configuration: "));
        assertTrue(assertThrows(ConfigurationException.class, () -> Configuration.named("voc_mlt_rn51"))
                .getMessage()
                .startsWith("voc_mlt_rn51 is no file, nor one of the published configurations voc_mlt_rn50, "));
        Path circle = folder.resolve("circle.conf");
        Files.writeString(circle, "base = circle.conf");
        assertTrue(assertThrows(ConfigurationException.class, () -> Configuration.read(circle))
                .getMessage()
                .endsWith("base leads in a circle"));
    }

    private Path file(String text) throws IOException {
        return Files.write(folder.resolve("own.conf"), text.getBytes(StandardCharsets.UTF_8));
    }
}
