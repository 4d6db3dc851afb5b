package io.github.lmclip.core.tune;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much each key mattered, by itself: PED-ANOVA of Watanabe, Bansal, Hutter (IJCAI 2023). Where good trials have other
 * values of a key than all trials have, the key decides; where they have the same, it does not. The difference of the two
 * densities p (of the best quarter) and q (of all) is their Pearson divergence, the mean over q of {@code (p / q - 1)^2}; the
 * shares of all keys sum to 1. The best are those that came furthest, then those of the highest score. Effects that two keys
 * have only together are not in it, and from few trials it is rough.
 */
final class Importance {

    /** The best of so many are good. */
    private static final int GOOD_OF = 4;

    private static final int GRID = 200;

    private Importance() {}

    static SortedMap<String, Double> of(TuneReport report) {
        SortedMap<String, Double> shares = new TreeMap<>();
        List<Trial> ranking = report.ranking();
        if (ranking.size() < TuneReport.FEWEST_FOR_IMPORTANCE) {
            return shares;
        }
        List<Trial> good = ranking.subList(0, (ranking.size() + GOOD_OF - 1) / GOOD_OF);
        List<Trial> all = report.trials().stream()
                .filter(trial -> !trial.results().isEmpty() || trial.diverged().isPresent())
                .toList();
        report.tuning().space().domains().forEach((key, domain) -> shares.put(key, divergence(key, domain, good, all)));
        double sum = shares.values().stream().mapToDouble(share -> share).sum();
        shares.replaceAll((key, share) -> sum > 0 ? share / sum : 0);
        return shares;
    }

    private static double divergence(String key, Domain domain, List<Trial> good, List<Trial> all) {
        SearchSpace space = SearchSpace.of(Map.of(key, domain));
        ParzenDensity best = new ParzenDensity(space, values(key, good));
        ParzenDensity rest = new ParzenDensity(space, values(key, all));
        double sum = 0;
        for (int i = 0; i < GRID; i++) {
            TreeMap<String, String> point = new TreeMap<>(Map.of(key, domain.at((i + 0.5) / GRID)));
            double density = Math.exp(rest.logDensity(point));
            double ratio = Math.exp(best.logDensity(point)) / density;
            sum += density * (ratio - 1) * (ratio - 1) / GRID;
        }
        return sum;
    }

    private static List<SortedMap<String, String>> values(String key, List<Trial> trials) {
        return trials.stream()
                .<SortedMap<String, String>>map(
                        trial -> new TreeMap<>(Map.of(key, trial.point().get(key))))
                .toList();
    }
}
