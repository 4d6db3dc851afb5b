package io.github.lmclip.core.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.SmallShapes;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.ConfigurationException;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationTest {

    @TempDir
    private Path folder;

    private static final Configuration SMALL =
            Configuration.quickstart().with(Map.of("training.epochs", "2", "training.batchSize", "8"));

    private static final Ablation TWO = Ablation.of(SMALL)
            .withVariants(List.of(Ablation.RECIPE, RecipePart.CONTRASTIVE.without()))
            .withSeeds(2);

    /** Notes what is run. */
    private static class Notes implements AblationListener {

        final List<String> started = new ArrayList<>();
        final List<AblationFailure> failures = new ArrayList<>();

        @Override
        public ProgressListener onStart(String variant, long seed, int number, int runs) {
            started.add("%d/%d %s %d".formatted(number, runs, variant, seed));
            return new ProgressListener() {};
        }

        @Override
        public void onFailure(AblationFailure failure) {
            failures.add(failure);
        }
    }

    private static LmClipBuilder small(LmClipBuilder builder) {
        return builder.dataset(new SmallShapes(24, 48));
    }

    private static List<Map<ScoreKind, ?>> scores(AblationReport report) {
        List<Map<ScoreKind, ?>> scores = new ArrayList<>();
        report.runs().forEach(run -> scores.add(run.means()));
        return scores;
    }

    @Test
    void runsEveryVariantFromEverySeedOnce() {
        Notes notes = new Notes();
        AblationReport first = TWO.run(folder, notes, AblationTest::small);
        assertEquals(
                List.of("1/4 recipe 0", "2/4 no-contrastive 0", "3/4 recipe 1", "4/4 no-contrastive 1"), notes.started);
        assertTrue(first.isComplete());
        assertEquals(4, scores(first).stream().distinct().count());
        assertTrue(first.runs().stream().allMatch(run -> run.cpuSeconds() > 0));
        AblationReport again = TWO.run(folder, notes, AblationTest::small);
        assertEquals(4, notes.started.size());
        assertEquals(first, again);
        assertEquals(first, TWO.finished(folder));
    }

    @Test
    void goesOnAfterAStopWithTheSameScores() {
        AblationReport whole = TWO.run(folder.resolve("whole"), AblationListener.NOBODY, AblationTest::small);
        AblationListener impatient = new AblationListener() {
            @Override
            public ProgressListener onStart(String variant, long seed, int number, int runs) {
                return new ProgressListener() {
                    @Override
                    public void onStep(StepReport step) {
                        if (number == 2 && step.epoch() == 2) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
            }
        };
        Path stopped = folder.resolve("stopped");
        AblationReport part = TWO.run(stopped, impatient, AblationTest::small);
        assertTrue(Thread.interrupted());
        assertEquals(1, part.runs().size());
        assertTrue(Files.exists(stopped.resolve("runs/no-contrastive/seed-0/state")));
        Notes notes = new Notes();
        AblationReport rest = TWO.run(stopped, notes, AblationTest::small);
        assertEquals("2/4 no-contrastive 0", notes.started.get(0));
        assertEquals(scores(whole), scores(rest));
        assertFalse(Files.exists(stopped.resolve("runs/no-contrastive/seed-0/last.safetensors")));
    }

    @Test
    void aRunThatFailsIsReportedAndTriedAgain() {
        Variant wild = Variant.parse("wild:training.batchSize=1000");
        Ablation ablation = TWO.withVariants(List.of(Ablation.RECIPE, wild)).withSeeds(1);
        Notes notes = new Notes();
        AblationReport report = ablation.run(folder, notes, AblationTest::small);
        assertEquals(1, report.runs().size());
        assertEquals(notes.failures, report.failures());
        assertTrue(report.failures().get(0).reason().contains("batchSize must be at most the 24 images"));
        ablation.run(folder, notes, AblationTest::small);
        assertEquals(List.of("1/2 recipe 0", "2/2 wild 0", "2/2 wild 0"), notes.started);
    }

    @Test
    void refusesResultsOfAnotherConfigurationBeforeItRunsAny() throws IOException {
        Ablation one = TWO.withSeeds(1).withVariants(List.of(Ablation.RECIPE));
        one.run(folder, AblationListener.NOBODY, AblationTest::small);
        Ablation other = TWO.withBase(SMALL.with("loss.gammaNeg", "3"));
        String said = assertThrows(IllegalStateException.class, () -> other.run(folder))
                .getMessage();
        assertTrue(
                said.contains("recipe, seed 0, by another configuration: loss.gammaNeg was 9.8 and is now 3.0"), said);
        assertEquals(
                1,
                one.withBase(SMALL.with("loading.threads", "2"))
                        .finished(folder)
                        .runs()
                        .size());
        Files.writeString(folder.resolve("results.json"), "{\"version\": 2, \"runs\": []}");
        assertThrows(LmClipException.class, () -> one.run(folder));
    }

    @Test
    void leavesOutPartsThatTheConfigurationDoesNotHave() {
        Ablation plain = Ablation.of(SMALL.with("loss.smoothing", "0"));
        assertEquals(RecipePart.values().length, plain.variants().size());
        assertTrue(plain.variants().stream().noneMatch(variant -> variant.name().equals("no-smoothing")));
    }

    @Test
    void refusesWhatIsNoComparison() {
        Variant idle = Variant.parse("same:loss.gammaNeg=9.8");
        Variant seeded = Variant.parse("other:training.seed=7");
        Variant odd = Variant.parse("odd:loss.gamaNeg=1");
        assertThrows(IllegalArgumentException.class, () -> TWO.withVariants(List.of(Ablation.RECIPE, idle)));
        assertThrows(IllegalArgumentException.class, () -> TWO.withVariants(List.of(Ablation.RECIPE, seeded)));
        assertThrows(ConfigurationException.class, () -> TWO.withVariants(List.of(Ablation.RECIPE, odd)));
        assertThrows(IllegalArgumentException.class, () -> TWO.withVariants(List.of(idle, idle)));
        assertThrows(IllegalArgumentException.class, () -> TWO.withSeeds(0));
        assertThrows(IllegalArgumentException.class, () -> TWO.withConfidence(1));
    }
}
