package io.github.lmclip.core.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.PairedDifference;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AblationReportTest {

    private static final double ROUNDING = 1e-15;

    private final Ablation ablation = Ablation.of(Configuration.quickstart())
            .withVariants(List.of(Ablation.RECIPE, RecipePart.BAL.without(), RecipePart.SAMPLER.without()))
            .withSeeds(3);

    private static AblationRun run(String variant, long seed, double total) {
        GroupMeans softmax = new GroupMeans(total, total + 0.1, Double.NaN, total - 0.1);
        GroupMeans raw = new GroupMeans(total / 2, 0, Double.NaN, 0);
        return new AblationRun(variant, seed, Map.of(ScoreKind.SOFTMAX, softmax, ScoreKind.RAW, raw), 1, 2);
    }

    private final AblationReport report = new AblationReport(
            ablation,
            List.of(
                    run("recipe", 2, 0.53),
                    run("recipe", 0, 0.50),
                    run("recipe", 1, 0.41),
                    run("no-bal", 1, 0.40),
                    run("no-bal", 2, 0.50),
                    run("unknown", 0, 0.9)),
            List.of());

    private AblationRow row(String variant, GroupMeans.Part part, ScoreKind score) {
        return report.rows(score).stream()
                .filter(row -> row.variant().equals(variant) && row.part() == part)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pairsTheSeedsThatBothHaveFinished() {
        AblationRow row = row("no-bal", GroupMeans.Part.TOTAL, ScoreKind.SOFTMAX);
        assertEquals(2, row.means().count());
        assertEquals(0.45, row.means().mean(), ROUNDING);
        PairedDifference difference = row.difference().orElseThrow();
        assertEquals(-0.02, difference.difference().mean(), ROUNDING);
        assertEquals(0.95, difference.confidence());
        assertEquals(PairedDifference.of(new double[] {0.40, 0.50}, new double[] {0.41, 0.53}, 0.95), difference);
    }

    @Test
    void theFirstVariantIsWhatOthersAreComparedWith() {
        AblationRow base = row("recipe", GroupMeans.Part.TAIL, ScoreKind.SOFTMAX);
        assertTrue(base.difference().isEmpty());
        assertEquals(3, base.means().count());
        assertEquals((0.43 + 0.40 + 0.31) / 3, base.means().mean(), ROUNDING);
        assertEquals(
                0.24,
                row("recipe", GroupMeans.Part.TOTAL, ScoreKind.RAW).means().mean(),
                ROUNDING);
    }

    @Test
    void groupsWithoutClassesAndVariantsWithoutRunsHaveNoRow() {
        List<AblationRow> rows = report.rows(ScoreKind.SOFTMAX);
        assertEquals(6, rows.size());
        assertTrue(rows.stream().noneMatch(row -> row.part() == GroupMeans.Part.MEDIUM));
        assertTrue(rows.stream().noneMatch(row -> row.variant().equals("no-sampler")));
        assertFalse(report.isComplete());
    }
}
