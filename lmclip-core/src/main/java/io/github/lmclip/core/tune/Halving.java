package io.github.lmclip.core.tune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Asynchronous successive halving: Li, Jamieson, Rostamizadeh, Gonina, Hardt, Recht, Talwalkar, MLSys 2020, algorithm 2. A
 * trial is measured after each rung's epochs; the best {@code 1 / eta} of a rung so far go on to the next one as soon as
 * they are known to be, the others wait. What waits may be promoted later, when more trials have come to its rung.
 *
 * @param eta one of so many goes on, at least 2
 * @param epochs of the rungs, rising; the last one is the whole run
 */
public record Halving(int eta, List<Integer> epochs) {

    /** Checks the order. */
    public Halving {
        epochs = List.copyOf(epochs);
        if (eta < 2) {
            throw new IllegalArgumentException("eta must be >= 2, got " + eta);
        }
        if (epochs.isEmpty()
                || epochs.get(0) < 1
                || !List.copyOf(new TreeSet<>(epochs)).equals(epochs)) {
            throw new IllegalArgumentException("epochs of rungs must rise from at least 1, got " + epochs);
        }
    }

    /**
     * Returns rungs at the whole run, its {@code eta}-th part, and so on; those that fall together are one.
     *
     * @param whole epochs of a run
     * @param eta one of so many goes on
     * @param rungs at most so many, at least 1: with one, every trial is trained to the end
     */
    public static Halving of(int whole, int eta, int rungs) {
        if (rungs < 1) {
            throw new IllegalArgumentException("rungs must be >= 1, got " + rungs);
        }
        TreeSet<Integer> epochs = new TreeSet<>();
        double left = whole;
        for (int i = 0; i < rungs; i++) {
            epochs.add((int) Math.max(1, Math.round(left)));
            left /= eta;
        }
        return new Halving(eta, List.copyOf(epochs));
    }

    /** Returns the index of the last rung. */
    int top() {
        return epochs.size() - 1;
    }

    /** Returns the trial to send to its next rung, the highest rung first; the better one, then the earlier, where several may. */
    Optional<Trial> promotable(List<Trial> trials, Aim aim) {
        for (int rung = top() - 1; rung >= 0; rung--) {
            int at = rung;
            List<Trial> ranked = ranked(trials, at, aim);
            Optional<Trial> found = ranked.stream()
                    .limit(ranked.size() / eta)
                    .filter(trial -> trial.rung() == at && trial.hasResult(at))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the best trial of the highest rung that any has come to, if that is not the last rung: once no other trial will
     * be begun, it goes on, so that one at least is trained to the end. This is not in the paper, whose search never ends.
     */
    Optional<Trial> leader(List<Trial> trials, Aim aim) {
        for (int rung = top(); rung >= 0; rung--) {
            int at = rung;
            Optional<Trial> best = ranked(trials, at, aim).stream()
                    .filter(trial -> trial.hasResult(at))
                    .findFirst();
            if (best.isPresent()) {
                return best.filter(trial -> at < top() && trial.diverged().isEmpty());
            }
        }
        return Optional.empty();
    }

    /** Returns what has ended a rung, the best first; what diverged on the way to it comes last. */
    private static List<Trial> ranked(List<Trial> trials, int rung, Aim aim) {
        List<Trial> there = new ArrayList<>(trials);
        there.removeIf(trial -> !trial.hasResult(rung) && !(trial.diverged().isPresent() && trial.rung() == rung));
        Collections.sort(
                there,
                Comparator.comparingDouble((Trial trial) -> score(trial, rung, aim))
                        .reversed()
                        .thenComparingInt(Trial::number));
        return there;
    }

    /** Returns a trial's score at a rung; minus infinity where it diverged before. */
    static double score(Trial trial, int rung, Aim aim) {
        return trial.hasResult(rung) ? aim.of(trial.results().get(rung).means()) : Double.NEGATIVE_INFINITY;
    }
}
