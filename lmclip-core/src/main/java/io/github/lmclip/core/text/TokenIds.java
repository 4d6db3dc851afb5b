package io.github.lmclip.core.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Numbers the symbols of merges: as CLIP does, or as a file says. */
final class TokenIds {

    /** Twenty times CLIP's; a file with a larger id is none of a CLIP. */
    static final int MAX_ID = 999_999;

    private TokenIds() {}

    /** Returns the vocabulary whose ids are the order of the symbols, the two marks last. */
    static BpeVocabulary inOrder(MergeRules rules) {
        Map<String, Integer> ids = new HashMap<>(rules.symbols());
        ids.put(BpeVocabulary.START_OF_TEXT, rules.symbols().size());
        ids.put(BpeVocabulary.END_OF_TEXT, rules.symbols().size() + 1);
        return vocabulary(rules, ids);
    }

    /**
     * Returns the vocabulary with the ids of a file, which may have further tokens: no text has them as ids, but they
     * decode.
     *
     * @param name what messages call the file
     */
    static BpeVocabulary asIn(String name, Map<String, Integer> ids, MergeRules rules) {
        Map<Integer, String> owners = new HashMap<>();
        ids.forEach((token, id) -> {
            String owner = owners.putIfAbsent(id, token);
            if (owner != null) {
                throw new VocabularyException("%s: expected an id of its own for each token, got %d for %s and %s"
                        .formatted(name, id, VocabularyException.quoted(owner), VocabularyException.quoted(token)));
            }
        });
        int end = id(name, ids, BpeVocabulary.END_OF_TEXT);
        checkBelow(name, end, BpeVocabulary.START_OF_TEXT, id(name, ids, BpeVocabulary.START_OF_TEXT));
        rules.symbols().keySet().forEach(symbol -> checkBelow(name, end, symbol, id(name, ids, symbol)));
        return vocabulary(rules, ids);
    }

    private static int id(String name, Map<String, Integer> ids, String token) {
        Integer id = ids.get(token);
        if (id == null) {
            throw new VocabularyException(
                    "%s: expected an id for %s, got none".formatted(name, VocabularyException.quoted(token)));
        }
        return id;
    }

    /** CLIP's text tower reads its feature at the largest id of a sequence. */
    private static void checkBelow(String name, int end, String token, int id) {
        if (id > end) {
            throw new VocabularyException("%s: expected %s to have the largest id, got %d and %d for %s"
                    .formatted(name, BpeVocabulary.END_OF_TEXT, end, id, VocabularyException.quoted(token)));
        }
    }

    private static BpeVocabulary vocabulary(MergeRules rules, Map<String, Integer> ids) {
        int size = 1 + ids.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        byte[][] spellings = new byte[size][];
        int[] idOfSymbol = new int[rules.symbols().size()];
        Arrays.fill(spellings, new byte[0]);
        ids.forEach((token, id) -> {
            Integer symbol = rules.symbols().get(token);
            spellings[id] = symbol == null ? token.getBytes(StandardCharsets.UTF_8) : rules.spelling(symbol);
        });
        rules.symbols().forEach((token, symbol) -> idOfSymbol[symbol] = ids.get(token));
        int start = ids.get(BpeVocabulary.START_OF_TEXT);
        return new BpeVocabulary(rules.pairs(), idOfSymbol, spellings, start, ids.get(BpeVocabulary.END_OF_TEXT));
    }
}
