package io.github.lmclip.core.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.ScoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches whose trials take no time: their scores follow from the learning rate and the epochs. */
class QueueTest {

    @TempDir
    private Path folder;

    private static final Tuning THIRTY = Tuning.of(
                    Configuration.quickstart().with("training.epochs", "9"),
                    SearchSpace.of(Map.of(
                            "training.learningRate", new RealRange(1e-6, 1e-2, Scale.LOG),
                            "loss.gammaNeg", new StepRange(0, 16, 1, Scale.LINEAR))))
            .withTrials(30)
            .withWorkers(OptionalInt.of(1));

    /** A process that is killed. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Runs trials at once, and notes each piece. */
    private static class Instant implements TrialRunner {

        final List<String> pieces = Collections.synchronizedList(new ArrayList<>());

        @Override
        public TrialOutcome run(TrialJob job, Consumer<TrialStep> steps) {
            pieces.add(job.number() + "->" + job.epochs());
            double distance = Math.log10(job.configuration().training().learningRate()) + 4;
            double score = 0.5 - 0.05 * distance * distance + 0.01 * job.epochs();
            return new TrialOutcome.Measured(new RungResult(
                    job.epochs(), Map.of(ScoreKind.SOFTMAX, new GroupMeans(score, score, score, score)), 0, 0));
        }

        @Override
        public void stop() {
            // nothing takes time
        }
    }

    @Test
    void promotionsComeBeforeNewPoints() {
        Instant runner = new Instant();
        TuneReport report = THIRTY.run(folder, TuneListener.NOBODY, runner);
        assertTrue(report.isComplete());
        assertEquals(List.of("1->1", "2->1", "3->1"), runner.pieces.subList(0, 3));
        assertTrue(runner.pieces.get(3).endsWith("->3"), runner.pieces.toString());
        assertEquals(
                30,
                runner.pieces.stream().filter(piece -> piece.endsWith("->1")).count());
        long second =
                runner.pieces.stream().filter(piece -> piece.endsWith("->3")).count();
        long last =
                runner.pieces.stream().filter(piece -> piece.endsWith("->9")).count();
        assertTrue(second >= 10 && second < 20 && last >= 3 && last < second, runner.pieces.toString());
        assertEquals(runner.pieces.size(), runner.pieces.stream().distinct().count());
    }

    /** Killed at every event of the journal in turn, a search of one worker ends as one that never was. */
    @Test
    void aKillAtAnyEventChangesNothing() throws IOException {
        Instant undisturbed = new Instant();
        TuneReport whole = THIRTY.run(folder.resolve("whole"), TuneListener.NOBODY, undisturbed);
        SplittableRandom random = new SplittableRandom(3);
        List<String> pieces = Collections.synchronizedList(new ArrayList<>());
        int kills = 0;
        while (true) {
            AtomicInteger left = new AtomicInteger(random.nextInt(1, 8));
            boolean before = random.nextBoolean();
            TuneListener killer = new TuneListener() {
                @Override
                public void onStart(Trial trial, int epochs) {
                    kill(before);
                }

                @Override
                public void onResult(Trial trial) {
                    kill(!before);
                }

                private void kill(boolean now) {
                    if (now && left.decrementAndGet() == 0) {
                        throw new Killed();
                    }
                }
            };
            Instant runner = new Instant();
            try {
                TuneReport report = THIRTY.run(folder.resolve("killed"), killer, runner);
                pieces.addAll(runner.pieces);
                assertEquals(whole, report);
                break;
            } catch (Killed e) {
                pieces.addAll(runner.pieces);
                kills++;
            }
        }
        assertTrue(kills >= 5, "killed %d times".formatted(kills));
        assertEquals(undisturbed.pieces, pieces);
        assertEquals(
                Files.readString(folder.resolve("whole/trials.json")),
                Files.readString(folder.resolve("killed/trials.json")));
    }

    @Test
    void severalWorkersTrainEveryTrialOnceAndRandomPointsAreTheSame() {
        Tuning random = THIRTY.withSampler(new RandomSearch());
        TuneReport one = random.run(folder.resolve("one"), TuneListener.NOBODY, new Instant());
        Instant runner = new Instant();
        TuneReport four =
                random.withWorkers(OptionalInt.of(4)).run(folder.resolve("four"), TuneListener.NOBODY, runner);
        assertTrue(four.isComplete());
        assertEquals(runner.pieces.size(), runner.pieces.stream().distinct().count());
        assertEquals(
                one.trials().stream().map(Trial::point).toList(),
                four.trials().stream().map(Trial::point).toList());
        assertEquals(
                one.best().orElseThrow().number(), four.best().orElseThrow().number());
    }

    @Test
    void aSmallSpaceEndsWhenItIsUsedUp() {
        Tuning few = THIRTY.withSpace(SearchSpace.of(Map.of("loss.gammaNeg", new StepRange(0, 4, 1, Scale.LINEAR))));
        TuneReport report = few.run(folder, TuneListener.NOBODY, new Instant());
        assertEquals(5, report.trials().size());
        assertTrue(report.isComplete());
    }

    @Test
    void importanceIsThatOfTheKeyThatMatters() {
        TuneReport report =
                THIRTY.withSampler(new RandomSearch()).withTrials(200).run(folder, TuneListener.NOBODY, new Instant());
        double rate = report.importance().get("training.learningRate");
        double gamma = report.importance().get("loss.gammaNeg");
        assertEquals(1, rate + gamma, 1e-12);
        assertTrue(rate > 0.9, "learning rate " + rate);
    }
}
