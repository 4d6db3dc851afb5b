package io.github.lmclip.core.tune;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

/** Chooses where to look next. Same space, same history, same random numbers: same point. */
public interface Sampler {

    /**
     * Returns a point that was not tried yet; none where chance finds none, since the space is used up.
     *
     * @param space to choose from
     * @param history of the search
     * @param random of this choice alone
     */
    Optional<SortedMap<String, String>> next(SearchSpace space, History history, RandomGenerator random);

    /** Fewest scores that tell more than chance. */
    int FEWEST = 4;

    /** Returns what files and tables call it. */
    String word();

    /** Draws from the whole space until a point is new. */
    static Optional<SortedMap<String, String>> fresh(SearchSpace space, History history, RandomGenerator random) {
        Set<SortedMap<String, String>> tried = history.tried();
        long draws = Math.min(Integer.MAX_VALUE, 20 * Math.max(50, Math.min(space.size(), 100_000)));
        for (long i = 0; i < draws; i++) {
            SortedMap<String, String> point = space.draw(random);
            if (!tried.contains(point)) {
                return Optional.of(point);
            }
        }
        return Optional.empty();
    }
}
