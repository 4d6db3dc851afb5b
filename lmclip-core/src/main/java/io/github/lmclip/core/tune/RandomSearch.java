package io.github.lmclip.core.tune;

import java.util.Optional;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

/** Draws every point anew, whatever came of the others: Bergstra and Bengio, JMLR 13 (2012). */
public record RandomSearch() implements Sampler {

    @Override
    public Optional<SortedMap<String, String>> next(SearchSpace space, History history, RandomGenerator random) {
        return Sampler.fresh(space, history, random);
    }

    @Override
    public String word() {
        return "random";
    }
}
