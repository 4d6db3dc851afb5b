package io.github.lmclip.core.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeParzenTest {

    @ParameterizedTest
    @CsvSource({"BRANIN,60", "HARTMANN_6,100"})
    void beatsRandomSearchInTheMeanOfTwentySeeds(StandardFunction function, int trials) {
        Search search = new Search(function.space(), function.score(), trials);
        double random = -search.meanBest(new RandomSearch());
        double parzen = -search.meanBest(TreeParzen.defaults());
        System.out.printf(
                "%s, %d trials: random %.4f, TPE %.4f, minimum %.4f%n",
                function, trials, random, parzen, function.minimum());
        assertTrue(parzen < random, "TPE %s, random %s".formatted(parzen, random));
        assertTrue(parzen >= function.minimum());
    }

    @Test
    void beatsRandomSearchOnRecordedRuns() {
        RecordedRuns recorded = new RecordedRuns();
        Search search = new Search(recorded.space(), recorded::score, 30);
        double random = search.meanBest(new RandomSearch());
        double parzen = search.meanBest(TreeParzen.defaults());
        System.out.printf(
                "recorded runs, 30 trials: random %.5f, TPE %.5f, best run %.5f%n", random, parzen, recorded.best());
        assertTrue(parzen > random, "TPE %s, random %s".formatted(parzen, random));
    }

    @Test
    void recordedRunsAreAWholeGridAndScoredAsRecorded() {
        RecordedRuns recorded = new RecordedRuns();
        assertEquals(72, recorded.runs().size());
        for (RecordedRuns.Run run : recorded.runs()) {
            TreeMap<String, String> point = new TreeMap<>(Map.of(
                    "training.learningRate", Double.toString(run.learningRate()),
                    "loss.gammaNeg", Double.toString(run.gammaNeg()),
                    "loss.lambda", Double.toString(run.lambda())));
            assertEquals(run.total(), recorded.score(point), 1e-9);
        }
    }

    @Test
    void sameSeedAndHistoryChooseTheSamePoint() {
        Search search = new Search(StandardFunction.BRANIN.space(), StandardFunction.BRANIN.score(), 20);
        assertEquals(search.run(TreeParzen.defaults(), 5), search.run(TreeParzen.defaults(), 5));
        assertNotEquals(search.run(TreeParzen.defaults(), 5), search.run(TreeParzen.defaults(), 6));
    }

    /** A choice that alone is good is found and preferred. */
    @Test
    void choicesAreLearned() {
        SearchSpace space = SearchSpace.of(
                Map.of("kind", new Choices(List.of("a", "b", "c", "d")), "x", new RealRange(0, 1, Scale.LINEAR)));
        Search search = new Search(
                space, point -> (point.get("kind").equals("c") ? 1 : 0) - Double.parseDouble(point.get("x")) / 10, 60);
        long preferred = search.run(TreeParzen.defaults(), 0).stream()
                .skip(10)
                .filter(observation -> observation.point().get("kind").equals("c"))
                .count();
        assertTrue(preferred > 25, preferred + " of 50");
    }

    /** Side by side, workers look at different places: what is under way counts as bad. */
    @Test
    void pointsUnderWayAreKeptAwayFrom() {
        SearchSpace space = SearchSpace.of(Map.of("x", new RealRange(0, 1, Scale.LINEAR)));
        List<Observation> found = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            double x = (i + 0.5) / 20;
            found.add(new Observation(new TreeMap<>(Map.of("x", Double.toString(x))), -Math.abs(x - 0.3)));
        }
        double alone = 0;
        double crowded = 0;
        List<SortedMap<String, String>> underWay = Collections.nCopies(20, new TreeMap<>(Map.of("x", "0.3")));
        for (int seed = 0; seed < Search.SEEDS; seed++) {
            alone += distance(space, new History(found, List.of()), seed);
            crowded += distance(space, new History(found, underWay), seed);
        }
        assertTrue(crowded > 1.5 * alone, "alone %s, beside others %s".formatted(alone, crowded));
    }

    private static double distance(SearchSpace space, History history, int seed) {
        SortedMap<String, String> point = TreeParzen.defaults()
                .next(space, history, TrialRandom.of(seed, 20))
                .orElseThrow();
        return Math.abs(Double.parseDouble(point.get("x")) - 0.3);
    }
}
