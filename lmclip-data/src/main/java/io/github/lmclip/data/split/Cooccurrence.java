package io.github.lmclip.data.split;

import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many images show each pair of classes.
 *
 * @param counts symmetric; images of one class in the diagonal
 */
record Cooccurrence(int[][] counts) {

    static Cooccurrence of(LongTailDataset split) {
        int[][] counts = new int[split.classNames().size()][split.classNames().size()];
        for (Sample sample : split.samples()) {
            for (int one : sample.classes()) {
                for (int other : sample.classes()) {
                    counts[one][other]++;
                }
            }
        }
        return new Cooccurrence(counts);
    }

    /** Returns the sum of P(class | other) over all classes that have images, the class itself included. */
    double company(int id) {
        return IntStream.range(0, counts.length)
                .filter(other -> counts[other][other] > 0)
                .mapToDouble(other -> (double) counts[other][id] / counts[other][other])
                .sum();
    }

    /** Returns the class ids, most company first. */
    List<Integer> byCompany() {
        double[] company =
                IntStream.range(0, counts.length).mapToDouble(this::company).toArray();
        return IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -company[id]))
                .toList();
    }
}
