package io.github.lmclip.core.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The two JSON files that Hugging Face writes of a byte-pair encoding: {@code vocab.json}, a map of tokens to ids, whose
 * merges are in a file beside it, and {@code tokenizer.json}, which has both. What the latter says of cleaning and
 * splitting is passed over: this library does these as CLIP does.
 */
final class HuggingFaceJson {

    private final String name;
    private final StrictJson json;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Integer> added = new HashMap<>();
    private final List<String[]> merges = new ArrayList<>();
    private boolean begun;
    private boolean flat;
    private String endOfWord = "";

    private HuggingFaceJson(String name, StrictJson json) {
        this.name = name;
        this.json = json;
    }

    /** Reads either file; {@code name} is what messages call it. */
    static HuggingFaceJson read(String name, String content) {
        return StrictJson.read(name, content, json -> {
            HuggingFaceJson file = new HuggingFaceJson(name, json);
            json.object(file::readField);
            return file;
        });
    }

    /** Returns whether this is a {@code vocab.json}, which has no merges. */
    boolean isMapOfIds() {
        return flat;
    }

    /** Returns the vocabulary of a {@code vocab.json} and its merges. */
    BpeVocabulary vocabulary(MergeRules rules) {
        return TokenIds.asIn(name, ids, rules);
    }

    /** Returns the vocabulary of a {@code tokenizer.json}. */
    BpeVocabulary vocabulary() {
        if (!endOfWord.equals(BpeVocabulary.END_OF_WORD)) {
            throw new VocabularyException("%s: $.model.end_of_word_suffix: expected \"%s\" as CLIP has it, got %s"
                    .formatted(name, BpeVocabulary.END_OF_WORD, VocabularyException.quoted(endOfWord)));
        }
        added.forEach(this::put);
        MergeRules rules = new MergeRules(merges.size());
        for (int i = 0; i < merges.size(); i++) {
            String[] merge = merges.get(i);
            String place = "%s: $.model.merges[%d]".formatted(name, i);
            if (merge.length == 1) {
                rules.add(merge[0], place);
            } else {
                rules.add(merge[0], merge[1], place);
            }
        }
        return vocabulary(rules);
    }

    private void readField(String field) throws IOException {
        if (!begun) {
            begun = true;
            flat = json.isNumber();
        }
        if (flat) {
            readId(field);
            return;
        }
        switch (field) {
            case "added_tokens" -> json.list(element -> readAdded());
            case "model" -> json.object(this::readModelField);
            default -> json.skip();
        }
    }

    private void readModelField(String field) throws IOException {
        switch (field) {
            case "type" -> json.require("BPE");
            case "continuing_subword_prefix" -> json.require("");
            case "end_of_word_suffix" -> endOfWord = json.stringOrNull();
            case "vocab" -> json.object(this::readId);
            case "merges" -> json.list(element -> readMerge());
            default -> json.skip();
        }
    }

    private void readId(String token) throws IOException {
        ids.put(token, json.integer(TokenIds.MAX_ID));
    }

    /** A merge is a string with a blank, or a list of two strings. */
    private void readMerge() throws IOException {
        if (!json.isList()) {
            merges.add(new String[] {json.string()});
            return;
        }
        String place = json.place();
        List<String> parts = new ArrayList<>();
        json.list(element -> parts.add(json.string()));
        if (parts.size() != 2) {
            throw new VocabularyException("%s: expected two symbols, got %d".formatted(place, parts.size()));
        }
        merges.add(parts.toArray(String[]::new));
    }

    private void readAdded() throws IOException {
        String place = json.place();
        String[] content = new String[1];
        Integer[] id = new Integer[1];
        json.object(field -> {
            switch (field) {
                case "id" -> id[0] = json.integer(TokenIds.MAX_ID);
                case "content" -> content[0] = json.string();
                default -> json.skip();
            }
        });
        if (id[0] == null || content[0] == null) {
            throw new VocabularyException(
                    "%s: expected an id and a content, got %s and %s".formatted(place, id[0], content[0]));
        }
        added.put(content[0], id[0]);
    }

    private void put(String token, int id) {
        Integer other = ids.put(token, id);
        if (other != null && other != id) {
            throw new VocabularyException("%s: expected one id for %s, got %d in $.model.vocab and %d in $.added_tokens"
                    .formatted(name, VocabularyException.quoted(token), other, id));
        }
    }
}
