package io.github.lmclip.core.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.SmallShapes;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.MeasuredOn;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossComparisonTest {

    private static final Path NOWHERE = Path.of("");

    @TempDir
    private Path folder;

    private final LossComparison small = LossComparison.of(
                    Configuration.quickstart().with(Map.of("training.epochs", "1", "training.batchSize", "8")))
            .withLosses(List.of("bal", "focal"))
            .withSeeds(1);

    private static LmClipBuilder small(LmClipBuilder builder) {
        return builder.dataset(new SmallShapes(24, 48));
    }

    @Test
    void everyLossRunsAtItsBestRateOfTheSweep() {
        LossReport report =
                small.withRates(List.of(1e-6, 1e-3)).run(folder, AblationListener.NOBODY, LossComparisonTest::small);
        AblationReport sweep = report.sweep().orElseThrow();
        AblationReport comparison = report.comparison().orElseThrow();
        assertEquals(6, sweep.runs().size());
        assertEquals(MeasuredOn.HELD_OUT, sweep.ablation().measuredOn());
        assertEquals(MeasuredOn.TEST, comparison.ablation().measuredOn());
        assertEquals(3, comparison.runs().size());
        for (RateChoice choice : report.choices()) {
            double best = sweep.runs().stream()
                    .filter(run -> run.variant().startsWith(choice.variant() + "-at-"))
                    .mapToDouble(run -> run.means().get(small.score()).total())
                    .max()
                    .orElseThrow();
            assertEquals(best, choice.total());
            assertTrue(choice.atEdge());
            Variant chosen = comparison.ablation().variants().stream()
                    .filter(variant -> variant.name().equals(choice.variant()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(Double.toString(choice.rate()), chosen.changes().get("training.learningRate"));
        }
    }

    @Test
    void oneRateIsNotSweptAndLossesOfSigmoidsHaveABias() {
        LossReport report =
                small.withRates(List.of(1e-4)).run(folder, AblationListener.NOBODY, LossComparisonTest::small);
        assertTrue(report.sweep().isEmpty());
        List<Variant> variants = report.comparison().orElseThrow().ablation().variants();
        assertEquals(
                List.of("recipe", "bal", "focal"),
                variants.stream().map(Variant::name).toList());
        assertFalse(variants.get(1).changes().containsKey("training.logitBias"));
        double bias = Double.parseDouble(variants.get(2).changes().get("training.logitBias"));
        assertTrue(bias < -1 && bias > -100, "minus the mean of logits that are cosines times CLIP's scale: " + bias);
        assertEquals("0", variants.get(2).changes().get("loss.contrastive"));
    }

    @Test
    void refusesUnknownLosses() {
        assertThrows(IllegalArgumentException.class, () -> small.withLosses(List.of("hinge")));
    }

    @Test
    void choicesNeverSeeTheTestSplit() {
        DatasetSource drawn = MeasuredOn.HELD_OUT.of(ShapesMlt.DEFAULT);
        assertEquals(ShapesMlt.DEFAULT.validation(), drawn.read(Split.TEST, NOWHERE));
        assertEquals(ShapesMlt.DEFAULT.read(Split.TRAIN, NOWHERE), drawn.read(Split.TRAIN, NOWHERE));
        Configuration quickstart = Configuration.quickstart();
        assertEquals(quickstart, MeasuredOn.HELD_OUT.of(quickstart));
        Configuration photos = Configuration.named("voc_mlt_rn50");
        assertEquals(
                OptionalDouble.of(0.2),
                MeasuredOn.HELD_OUT.of(photos).training().holdout());
        Configuration told = photos.with("training.holdout", "0.3");
        assertEquals(told, MeasuredOn.HELD_OUT.of(told));
        assertThrows(IllegalArgumentException.class, () -> Ablation.of(told));
    }
}
