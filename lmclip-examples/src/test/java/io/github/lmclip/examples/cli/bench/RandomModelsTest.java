package io.github.lmclip.examples.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomModelsTest {

    private static final Backbone RES_NET = new Backbone(
            "small ResNet", 64, new ImageTower.ResNet(64, List.of(1, 1, 1, 1), 16, 8), Backbone.TINY.text());

    @TempDir
    Path folder;

    /** The best label of both files is the same for most pictures: what is measured is a network that still works. */
    @Test
    void aResNetInWholeNumbersSeesWhatTheOneInFloatDoes() throws IOException {
        Map<Precision, Path> files =
                new RandomModels(folder, Optional.empty()).export(RES_NET, List.of(Precision.FLOAT32, Precision.INT8));
        Path real = files.get(Precision.FLOAT32);
        Path whole = files.get(Precision.INT8);
        assertTrue(Files.size(whole) < Files.size(real), Files.size(whole) + " bytes");
        List<Picture> pictures = ShapesMlt.DEFAULT.read(Split.TEST, Path.of("")).samples().subList(0, 40).stream()
                .map(Sample::picture)
                .toList();
        try (LmClipClassifier one = LmClipClassifier.open(real);
                LmClipClassifier other = LmClipClassifier.open(whole)) {
            assertEquals(Precision.INT8, other.description().precision());
            long same = pictures.stream()
                    .filter(picture -> best(one, picture).equals(best(other, picture)))
                    .count();
            assertTrue(same >= 32, same + " of 40 have the same best label");
        }
    }

    private static String best(LmClipClassifier classifier, Picture picture) {
        return classifier.classify(picture).top(1).get(0).label();
    }
}
