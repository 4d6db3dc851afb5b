package io.github.lmclip.core.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A density over a space: the mean of a product kernel around each point and of one uniform density. On numbers a kernel is
 * a normal density cut off at the ends of [0, 1]; on choices it prefers its own value.
 */
final class ParzenDensity {

    /** Width of a kernel around a single point. */
    private static final double WIDTH = 0.2;

    private final SearchSpace space;
    private final List<List<Kernel>> kernels = new ArrayList<>();

    ParzenDensity(SearchSpace space, List<SortedMap<String, String>> points) {
        this.space = space;
        int count = points.size();
        // Scott's rule for the dimension at hand
        double width =
                WIDTH * Math.pow(Math.max(1, count), -1.0 / (space.domains().size() + 4));
        for (SortedMap<String, String> point : points) {
            List<Kernel> product = new ArrayList<>();
            space.domains()
                    .forEach((key, domain) -> product.add(
                            domain instanceof Choices choices
                                    ? ChoiceKernel.around(
                                            choices.index(point.get(key)),
                                            choices.values().size(),
                                            count)
                                    : new NormalKernel(domain.position(point.get(key)), width)));
            kernels.add(product);
        }
    }

    /** Draws a point. */
    SortedMap<String, String> draw(RandomGenerator random) {
        int chosen = random.nextInt(kernels.size() + 1);
        if (chosen == kernels.size()) {
            return space.draw(random);
        }
        SortedMap<String, String> point = new TreeMap<>();
        int i = 0;
        for (var entry : space.domains().entrySet()) {
            point.put(
                    entry.getKey(),
                    entry.getValue().at(kernels.get(chosen).get(i++).draw(random.nextDouble())));
        }
        return point;
    }

    /** Returns the logarithm of the density at a point, by positions in [0, 1]. */
    double logDensity(SortedMap<String, String> point) {
        double[] positions = new double[space.domains().size()];
        int i = 0;
        for (var entry : space.domains().entrySet()) {
            positions[i++] = entry.getValue().position(point.get(entry.getKey()));
        }
        double sum = 1;
        for (List<Kernel> product : kernels) {
            double density = 1;
            for (int d = 0; d < positions.length; d++) {
                density *= product.get(d).density(positions[d]);
            }
            sum += density;
        }
        return Math.log(sum / (kernels.size() + 1));
    }
}
