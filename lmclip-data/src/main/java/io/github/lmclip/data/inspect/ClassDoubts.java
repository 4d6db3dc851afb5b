package io.github.lmclip.data.inspect;

import io.github.lmclip.data.LongTailDataset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Classes that may be none. A list without given classes makes a class of every word, and so of a misspelt one; what gives it
 * away is that no test picture shows it, or that a class of more pictures has nearly its name.
 */
public final class ClassDoubts {

    /** Shorter names differ by a letter as a rule, such as cat and car. */
    private static final int SHORT = 4;

    private static final int LONG = 8;

    private final LongTailDataset train;
    private final List<String> names;
    private final List<Integer> counts;

    private ClassDoubts(LongTailDataset train) {
        this.train = train;
        names = train.classNames();
        counts = DatasetSummary.of(train).counts();
    }

    /** Returns the findings of data that are read, see {@link #of(LongTailDataset, Optional)}. */
    public static List<Finding> of(LabelledData data) {
        return of(data.train(), data.test());
    }

    /**
     * Returns a finding for each class that no picture of the test split shows, where there is one, then for each class of a
     * single training picture whose name is near that of a class of more; each in the order of the classes.
     */
    public static List<Finding> of(LongTailDataset train, Optional<LongTailDataset> test) {
        ClassDoubts doubts = new ClassDoubts(train);
        return Stream.concat(test.stream().flatMap(doubts::untested), doubts.misspelt())
                .toList();
    }

    private Stream<Finding> untested(LongTailDataset test) {
        List<Integer> shown = DatasetSummary.of(test).counts();
        return IntStream.range(0, shown.size())
                .filter(id -> shown.get(id) == 0)
                .mapToObj(id -> new Finding(
                        Fault.UNTESTED,
                        "%s: no picture shows class %s, expected one at least: its AP counts as 0"
                                .formatted(test.name(), test.classNames().get(id))));
    }

    private Stream<Finding> misspelt() {
        return IntStream.range(0, names.size())
                .filter(id -> counts.get(id) == 1)
                .boxed()
                .flatMap(id -> meant(id)
                        .map(other -> new Finding(
                                Fault.MISSPELT,
                                "%s: class %s has 1 picture and nearly the name of %s, which has %d; is it misspelt?"
                                        .formatted(train.name(), names.get(id), names.get(other), counts.get(other))))
                        .stream());
    }

    /** Returns the class of the nearest name, of equals that of most pictures. */
    private Optional<Integer> meant(int id) {
        return IntStream.range(0, names.size())
                .filter(other -> counts.get(other) > counts.get(id) && isNear(names.get(id), names.get(other)))
                .boxed()
                .min(Comparator.comparing((Integer other) -> edits(names.get(id), names.get(other)))
                        .thenComparing(other -> -counts.get(other)));
    }

    private static boolean isNear(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int allowed = length < SHORT ? 0 : length < LONG ? 1 : 2;
        return edits(one, other) <= allowed;
    }

    private static int edits(String one, String other) {
        return LevenshteinDistance.getDefaultInstance()
                .apply(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    }
}
