package io.github.lmclip.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.JaroWinklerDistance;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The word that somebody meant. */
public final class Nearest {

    private Nearest() {}

    /** Returns the known word that takes the fewest edits; where the last part of a key alone is right, that key. */
    public static String of(String word, Collection<String> known) {
        String meant = last(word);
        return known.stream()
                .min(Comparator.comparingDouble((String other) -> distance(meant, last(other)))
                        .thenComparingInt(other -> edits(word, other)))
                .orElseThrow();
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
