package io.github.lmclip.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerDistance;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The word that somebody meant. */
public final class Nearest {

    private Nearest() {}

    /** At most so many edits for each letter make a word of another. */
    private static final double FARTHEST = 1.0 / 3;

    /**
     * Returns the known word that takes the fewest edits; where the last part of a key alone is right, that key. Nothing if
     * even that is another word.
     */
    public static Optional<String> of(String word, Collection<String> known) {
        String meant = last(word);
        return known.stream()
                .min(Comparator.comparingDouble((String other) -> distance(meant, last(other)))
                        .thenComparingInt(other -> edits(word, other)))
                .filter(other -> isNear(meant, last(other)));
    }

    private static boolean isNear(String left, String right) {
        return edits(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT)) <= FARTHEST * left.length();
    }

    private static double distance(String left, String right) {
        return new JaroWinklerDistance().apply(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
    }

    private static int edits(String left, String right) {
        return LevenshteinDistance.getDefaultInstance().apply(left, right);
    }

    private static String last(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }
}
