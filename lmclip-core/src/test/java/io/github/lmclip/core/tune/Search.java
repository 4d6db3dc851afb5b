package io.github.lmclip.core.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;

/** A search over a function that costs nothing. */
record Search(SearchSpace space, ToDoubleFunction<SortedMap<String, String>> score, int trials) {

    static final int SEEDS = 20;

    List<Observation> run(Sampler sampler, long seed) {
        List<Observation> found = new ArrayList<>();
        for (int number = 0; number < trials; number++) {
            Optional<SortedMap<String, String>> point =
                    sampler.next(space, new History(found, List.of()), TrialRandom.of(seed, number));
            if (point.isEmpty()) {
                return found;
            }
            found.add(new Observation(point.get(), score.applyAsDouble(point.get())));
        }
        return found;
    }

    double best(Sampler sampler, long seed) {
        return run(sampler, seed).stream().mapToDouble(Observation::score).max().orElseThrow();
    }

    /** Returns the mean over {@link #SEEDS} seeds of the best score. */
    double meanBest(Sampler sampler) {
        double sum = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            sum += best(sampler, seed);
        }
        return sum / SEEDS;
    }
}
