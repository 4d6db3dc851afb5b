package io.github.lmclip.core.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.SmallShapes;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches that train: few pictures, few steps. */
class TuningTest {

    @TempDir
    private Path folder;

    private static final Configuration SMALL =
            Configuration.quickstart().with(Map.of("training.epochs", "3", "training.batchSize", "8"));

    private static final Tuning THREE = Tuning.of(
                    SMALL,
                    SearchSpace.of(Map.of(
                            "training.learningRate", new RealRange(1e-6, 1e-3, Scale.LOG),
                            "training.sampler", new Choices(List.of("class-aware", "shuffled")))))
            .withTrials(3)
            .withRungs(2)
            .withWorkers(OptionalInt.of(1));

    private static LocalTrials small() {
        return new LocalTrials(builder -> builder.dataset(new SmallShapes(24, 48)));
    }

    /** Results without their times. */
    private static List<Object> results(TuneReport report) {
        List<Object> results = new ArrayList<>();
        report.trials().forEach(trial -> {
            results.add(trial.point());
            trial.results().forEach(result -> results.add(List.of(result.epochs(), result.means())));
        });
        return results;
    }

    @Test
    void trainsHalvesAndFindsTheBest() throws IOException {
        List<String> started = new ArrayList<>();
        TuneListener notes = new TuneListener() {
            @Override
            public void onStart(Trial trial, int epochs) {
                started.add(trial.number() + "->" + epochs);
            }
        };
        TuneReport report = THREE.run(folder, notes, small());
        assertTrue(report.isComplete());
        assertEquals(List.of("1->1", "2->1", "3->1"), started.subList(0, 3));
        Trial best = report.best().orElseThrow();
        assertEquals(List.of(best.number() + "->3"), started.subList(3, started.size()));
        assertEquals(
                List.of(1, 3), best.results().stream().map(RungResult::epochs).toList());
        assertTrue(best.results().get(0).cpuSeconds() > 0);
        Configuration read = Configuration.read(folder.resolve("best.conf"));
        assertEquals(report.configuration().orElseThrow(), read);
        assertEquals(SMALL.with(best.point()), read);
        assertFalse(Files.exists(folder.resolve("trials/0001/last.safetensors")));
        TuneReport again = THREE.run(folder, notes, small());
        assertEquals(4, started.size());
        assertEquals(report, again);
        assertEquals(report, THREE.finished(folder));
    }

    /** The trial goes on at its second rung with the schedule of the whole run: its result is that of one piece. */
    @Test
    void aPromotedTrialEndsAsOneInOnePiece() {
        TuneReport halved = THREE.run(folder.resolve("halved"), TuneListener.NOBODY, small());
        TuneReport whole = THREE.withRungs(1).run(folder.resolve("whole"), TuneListener.NOBODY, small());
        Trial best = halved.best().orElseThrow();
        Trial same = whole.trials().get(best.number() - 1);
        assertEquals(best.point(), same.point());
        assertEquals(
                same.last().orElseThrow().means(), best.last().orElseThrow().means());
    }

    @Test
    void goesOnAfterAStopInTheMiddleOfATrial() {
        TuneReport whole = THREE.run(folder.resolve("whole"), TuneListener.NOBODY, small());
        Thread search = Thread.currentThread();
        TuneListener impatient = new TuneListener() {
            @Override
            public void onStep(int trial, TrialStep step) {
                if (trial == 2 && step.step() == 2) {
                    search.interrupt();
                    waitForInterrupt();
                }
            }
        };
        TuneReport part = THREE.run(folder.resolve("stopped"), impatient, small());
        assertTrue(Thread.interrupted());
        assertFalse(part.isComplete());
        assertEquals(1, part.trials().get(0).results().size());
        TuneReport rest = THREE.run(folder.resolve("stopped"), TuneListener.NOBODY, small());
        assertEquals(results(whole), results(rest));
    }

    /** The trial's thread is interrupted by the search, which is in another thread. */
    private static void waitForInterrupt() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aTrialThatDivergesIsResultEnough() {
        Tuning wild = THREE.withBase(SMALL.with("training.optimizer.epsilon", "1e-30"))
                .withSpace(SearchSpace.of(Map.of("training.learningRate", new Choices(List.of("1e-5", "1e30")))))
                .withTrials(2)
                .withRungs(1);
        TuneReport report = wild.run(folder, TuneListener.NOBODY, small());
        assertTrue(report.isComplete());
        assertEquals(List.of(), report.failures());
        Trial diverged = report.trials().stream()
                .filter(trial -> trial.point().containsValue("1e30"))
                .findFirst()
                .orElseThrow();
        assertTrue(diverged.diverged().orElseThrow().contains("not finite"));
        assertTrue(report.best().orElseThrow().point().containsValue("1e-5"));
    }

    @Test
    void aTrialThatFailsIsTriedAgain() {
        Tuning large = THREE.withSpace(SearchSpace.of(Map.of("training.batchSize", new Choices(List.of("8", "999")))))
                .withTrials(2)
                .withRungs(1);
        TuneReport report = large.run(folder, TuneListener.NOBODY, small());
        assertEquals(1, report.failures().size());
        assertTrue(report.failures().get(0).reason().contains("batchSize must be at most the 24 images"));
        assertFalse(report.isComplete());
        assertEquals(
                1, large.run(folder, TuneListener.NOBODY, small()).failures().size());
        assertEquals(2, large.finished(folder).trials().size());
    }

    @Test
    void anotherSearchInTheFolderIsRefusedWithTheDifference() {
        THREE.run(folder, TuneListener.NOBODY, small());
        assertRefused(THREE.withSeed(7), "seed of the choices was 0 and is now 7");
        assertRefused(THREE.withSampler(new RandomSearch()), "sampler was TreeParzen[startup=10, draws=24] and is now");
        assertRefused(THREE.withBase(SMALL.with("loss.gammaNeg", "3")), "loss.gammaNeg was 9.8 and is now 3.0");
        assertRefused(THREE.withRungs(1), "rungs was [1, 3] and is now [3]");
        SearchSpace other = SearchSpace.of(Map.of("training.learningRate", new RealRange(1e-6, 1e-4, Scale.LOG)));
        assertRefused(THREE.withSpace(other), "the space of training.learningRate was from 1.0E-6 to 0.001 by ratio");
        assertEquals(3, THREE.withTrials(9).finished(folder).trials().size());
    }

    private void assertRefused(Tuning tuning, String expected) {
        String said = assertThrows(IllegalStateException.class, () -> tuning.run(folder, TuneListener.NOBODY, small()))
                .getMessage();
        assertTrue(said.contains(expected), said);
    }

    @Test
    void refusesWhatIsNoSearch() {
        assertThrows(IllegalArgumentException.class, () -> THREE.withTrials(0));
        assertThrows(IllegalArgumentException.class, () -> THREE.withWorkers(OptionalInt.of(0)));
        assertThrows(IllegalArgumentException.class, () -> THREE.withEta(1));
        assertThrows(
                IllegalArgumentException.class, () -> THREE.withBase(SMALL.with("training.earlyStopping", "defaults")));
        SearchSpace odd = SearchSpace.of(Map.of("loss.gamaNeg", new RealRange(0, 1, Scale.LINEAR)));
        assertThrows(ConfigurationException.class, () -> THREE.withSpace(odd));
    }

    @Test
    void trialsAreMeasuredOnHeldOutPictures() {
        Configuration photos = Configuration.named("voc_mlt_rn50");
        Tuning tuning = THREE.withBase(photos);
        Configuration trial = tuning.trial(
                new java.util.TreeMap<>(Map.of("training.learningRate", "1e-5", "training.sampler", "shuffled")), 2);
        assertEquals(0.2, trial.training().holdout().orElseThrow());
        assertEquals(OptionalInt.of(2), trial.machine().threads());
        assertEquals(1e-5, trial.training().learningRate());
    }
}
