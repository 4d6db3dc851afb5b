package io.github.lmclip.core.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

/**
 * The tree-structured Parzen estimator of Bergstra, Bardenet, Bengio, Kegl (NIPS 2011, section 4). The best share of the
 * points so far has a density l, the others a density g; the expected improvement rises with l / g (their equation 3), so
 * that of some draws from l the one of the highest ratio is tried next. Here the kernels are products over all keys at once
 * (Falkner, Klein, Hutter, ICML 2018, section 3.1), which sees that keys depend on each other. Points without a score yet
 * count as bad ones, so that workers side by side look at different places (the constant liar of Ginsbourger et al. 2010).
 *
 * @param startup points that are drawn at random first, at least 2
 * @param draws from l for each choice, at least 1
 */
public record TreeParzen(int startup, int draws) implements Sampler {

    /** Share of the points that are good ones, Bergstra's gamma. */
    private static final double GOOD = 0.15;

    private static final int MOST_GOOD = 25;

    /** Checks the ranges. */
    public TreeParzen {
        if (startup < 2 || draws < 1) {
            throw new IllegalArgumentException(
                    "startup must be >= 2 and draws >= 1, got %d and %d".formatted(startup, draws));
        }
    }

    /** Returns 10 points at random first, then 24 draws for each choice. */
    public static TreeParzen defaults() {
        return new TreeParzen(10, 24);
    }

    @Override
    public String word() {
        return "tpe";
    }

    @Override
    public Optional<SortedMap<String, String>> next(SearchSpace space, History history, RandomGenerator random) {
        int begun = history.scored().size() + history.others().size();
        if (begun < startup || history.scored().size() < FEWEST) {
            return Sampler.fresh(space, history, random);
        }
        List<Observation> sorted = new ArrayList<>(history.scored());
        sorted.sort(Comparator.comparingDouble(Observation::score).reversed());
        int good = Math.min(MOST_GOOD, (int) Math.ceil(GOOD * sorted.size()));
        List<SortedMap<String, String>> bad = new ArrayList<>(history.others());
        sorted.subList(good, sorted.size()).forEach(observation -> bad.add(observation.point()));
        List<SortedMap<String, String>> best =
                sorted.subList(0, good).stream().map(Observation::point).toList();
        return choose(new ParzenDensity(space, best), new ParzenDensity(space, bad), history.tried(), random)
                .or(() -> Sampler.fresh(space, history, random));
    }

    private Optional<SortedMap<String, String>> choose(
            ParzenDensity good, ParzenDensity bad, Set<SortedMap<String, String>> tried, RandomGenerator random) {
        Optional<SortedMap<String, String>> chosen = Optional.empty();
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < draws; i++) {
            SortedMap<String, String> point = good.draw(random);
            double ratio = good.logDensity(point) - bad.logDensity(point);
            if (ratio > highest && !tried.contains(point)) {
                highest = ratio;
                chosen = Optional.of(point);
            }
        }
        return chosen;
    }
}
