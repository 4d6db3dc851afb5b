package io.github.lmclip.core.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HalvingTest {

    private static final Aim TOTAL = new Aim(ScoreKind.SOFTMAX, GroupMeans.Part.TOTAL);

    private final Halving halving = new Halving(3, List.of(1, 3, 9));
    private final List<Trial> trials = new ArrayList<>();

    private void begin() {
        trials.add(Trial.begin(trials.size() + 1, new TreeMap<>(Map.of("x", "" + trials.size()))));
    }

    private void report(int number, double score) {
        Trial trial = trials.get(number - 1);
        GroupMeans means = new GroupMeans(score, 0, 0, 0);
        trials.set(
                number - 1,
                trial.with(new RungResult(halving.epochs().get(trial.rung()), Map.of(ScoreKind.SOFTMAX, means), 0, 0)));
    }

    private void ends(double score) {
        begin();
        report(trials.size(), score);
    }

    /** Promotes what is to be promoted, and returns its number. */
    private Optional<Integer> promote() {
        Optional<Trial> found = halving.promotable(trials, TOTAL);
        found.ifPresent(trial -> trials.set(trial.number() - 1, trial.promoted()));
        return found.map(Trial::number);
    }

    @Test
    void rungsAreTheWholeRunAndItsParts() {
        assertEquals(List.of(1, 3, 8), Halving.of(8, 3, 3).epochs());
        assertEquals(List.of(6, 17, 50), Halving.of(50, 3, 3).epochs());
        assertEquals(List.of(1, 2, 4, 8), Halving.of(8, 2, 9).epochs());
        assertEquals(List.of(8), Halving.of(8, 3, 1).epochs());
        assertEquals(List.of(1), Halving.of(1, 4, 3).epochs());
        assertThrows(IllegalArgumentException.class, () -> Halving.of(8, 1, 3));
        assertThrows(IllegalArgumentException.class, () -> Halving.of(8, 3, 0));
        assertThrows(IllegalArgumentException.class, () -> new Halving(3, List.of(3, 1)));
    }

    /** Worked out by hand from algorithm 2: a rung of n promotes its best n / 3, rounded down, each once, the highest rung first. */
    @Test
    void promotesAsTheAlgorithmSays() {
        ends(0.10);
        ends(0.30);
        assertEquals(Optional.empty(), promote()); // 2 / 3 = 0
        ends(0.20);
        assertEquals(Optional.of(2), promote()); // the best of three
        assertEquals(Optional.empty(), promote()); // once
        ends(0.40);
        assertEquals(Optional.of(4), promote()); // 4 / 3 = 1: now trial 4 is that one, trial 2 went before
        ends(0.15);
        ends(0.35);
        assertEquals(Optional.of(6), promote()); // 6 / 3 = 2: trials 4 and 6, of which 4 went before
        report(2, 0.50);
        report(4, 0.45);
        assertEquals(Optional.empty(), promote()); // of rung 1, two are known: 2 / 3 = 0
        report(6, 0.40);
        assertEquals(Optional.of(2), promote()); // the best of three at rung 1
        assertEquals(Optional.empty(), promote());
    }

    @Test
    void theHighestRungComesFirst() {
        for (double score : new double[] {0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1}) {
            ends(score);
        }
        assertEquals(Optional.of(1), promote());
        assertEquals(Optional.of(2), promote());
        assertEquals(Optional.of(3), promote());
        assertEquals(Optional.empty(), promote());
        report(1, 0.91);
        report(3, 0.95);
        assertEquals(Optional.empty(), promote());
        report(2, 0.93);
        ends(0.99);
        ends(0.98);
        ends(0.97);
        // both rungs may promote: of rung 1 its best, trial 3, before trial 10 of rung 0
        assertEquals(Optional.of(3), promote());
        assertEquals(Optional.of(10), promote());
    }

    @Test
    void whatDivergedCountsAsLastAndIsNeverPromoted() {
        ends(0.1);
        begin();
        begin();
        trials.set(1, trials.get(1).diverged("NaN"));
        trials.set(2, trials.get(2).diverged("NaN"));
        assertEquals(Optional.of(1), promote());
        assertEquals(Optional.empty(), promote());
    }

    @Test
    void theLeaderGoesOnWhereNobodyElseWill() {
        ends(0.1);
        ends(0.2);
        assertEquals(2, halving.leader(trials, TOTAL).orElseThrow().number());
        trials.set(1, trials.get(1).promoted());
        report(2, 0.25);
        assertEquals(2, halving.leader(trials, TOTAL).orElseThrow().number());
        trials.set(1, trials.get(1).promoted());
        report(2, 0.3);
        assertEquals(Optional.empty(), halving.leader(trials, TOTAL));
    }
}
