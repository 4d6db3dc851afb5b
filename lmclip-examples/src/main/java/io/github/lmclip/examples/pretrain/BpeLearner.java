package io.github.lmclip.examples.pretrain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learns byte-pair merges from a text of lower-case ASCII words, in the form of CLIP's vocabulary: two symbols a line,
 * the end of a word marked by {@code </w>}.
 */
final class BpeLearner {

    private static final String END = "</w>";

    private BpeLearner() {}

    /** Returns the merges, the most frequent pair first, until every word is one symbol. */
    static List<String> merges(Iterable<String> captions) {
        Map<List<String>, Integer> words = words(captions);
        List<String> merges = new ArrayList<>();
        for (String best = mostFrequentPair(words); best != null; best = mostFrequentPair(words)) {
            merges.add(best);
            words = merged(words, best);
        }
        return merges;
    }

    private static Map<List<String>, Integer> words(Iterable<String> captions) {
        Map<List<String>, Integer> words = sortedMap();
        for (String caption : captions) {
            for (String word : caption.split("[^a-z]+")) {
                if (!word.isEmpty()) {
                    words.merge(letters(word), 1, Integer::sum);
                }
            }
        }
        return words;
    }

    private static Map<List<String>, Integer> sortedMap() {
        return new TreeMap<>(Comparator.comparing((List<String> symbols) -> String.join(" ", symbols)));
    }

    private static List<String> letters(String word) {
        List<String> letters = new ArrayList<>(List.of(word.split("")));
        letters.set(letters.size() - 1, letters.get(letters.size() - 1) + END);
        return letters;
    }

    /** Returns the pair as it stands in a vocabulary, the first in the alphabet among equals; null if none is left. */
    private static String mostFrequentPair(Map<List<String>, Integer> words) {
        Map<String, Integer> pairs = new TreeMap<>();
        words.forEach((symbols, count) -> {
            for (int i = 0; i + 1 < symbols.size(); i++) {
                pairs.merge(symbols.get(i) + " " + symbols.get(i + 1), count, Integer::sum);
            }
        });
        return pairs.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static Map<List<String>, Integer> merged(Map<List<String>, Integer> words, String pair) {
        String[] parts = pair.split(" ");
        Map<List<String>, Integer> next = sortedMap();
        words.forEach((symbols, count) -> {
            List<String> joined = new ArrayList<>();
            for (int i = 0; i < symbols.size(); i++) {
                boolean found = i + 1 < symbols.size()
                        && symbols.get(i).equals(parts[0])
                        && symbols.get(i + 1).equals(parts[1]);
                joined.add(found ? parts[0] + parts[1] : symbols.get(i));
                i += found ? 1 : 0;
            }
            next.merge(joined, count, Integer::sum);
        });
        return next;
    }
}
