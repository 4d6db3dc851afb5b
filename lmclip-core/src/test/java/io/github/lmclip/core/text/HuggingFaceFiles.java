package io.github.lmclip.core.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.zip.GZIPInputStream;

/** Writes a vocabulary's merges in the formats of Hugging Face. */
record HuggingFaceFiles(List<String> merges) {

    static HuggingFaceFiles of(GoldenSource source) {
        try (GZIPInputStream stream = new GZIPInputStream(Files.newInputStream(Vocabularies.file(source)))) {
            List<String> lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .limit(BpeVocabulary.MAX_MERGES)
                    .toList();
            return new HuggingFaceFiles(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns tokens to ids: CLIP's order, and what {@code renumber} makes of it. */
    JsonObject ids(IntUnaryOperator renumber) {
        List<String> tokens = new ArrayList<>();
        for (String end : List.of("", BpeVocabulary.END_OF_WORD)) {
            for (int i = 0; i < ByteSymbols.COUNT; i++) {
                tokens.add(ByteSymbols.character(i) + end);
            }
        }
        merges.forEach(merge -> tokens.add(merge.replace(" ", "")));
        tokens.add(BpeVocabulary.START_OF_TEXT);
        tokens.add(BpeVocabulary.END_OF_TEXT);
        JsonObject ids = new JsonObject();
        for (int i = 0; i < tokens.size(); i++) {
            ids.addProperty(tokens.get(i), renumber.applyAsInt(i));
        }
        return ids;
    }

    /** Returns a fast tokenizer; newer versions write each merge as a list. */
    JsonObject tokenizer(IntUnaryOperator renumber, boolean newer) {
        JsonObject ids = ids(renumber);
        JsonArray added = new JsonArray();
        for (String mark : List.of(BpeVocabulary.START_OF_TEXT, BpeVocabulary.END_OF_TEXT)) {
            JsonObject token = new JsonObject();
            token.add("id", ids.remove(mark));
            token.addProperty("content", mark);
            token.addProperty("special", true);
            added.add(token);
        }
        JsonObject model = new JsonObject();
        model.addProperty("type", "BPE");
        model.add("dropout", JsonNull.INSTANCE);
        model.addProperty("unk_token", BpeVocabulary.END_OF_TEXT);
        model.addProperty("continuing_subword_prefix", "");
        model.addProperty("end_of_word_suffix", BpeVocabulary.END_OF_WORD);
        model.add("vocab", ids);
        model.add("merges", merges(newer));
        JsonObject tokenizer = new JsonObject();
        tokenizer.addProperty("version", "1.0");
        tokenizer.add("truncation", JsonNull.INSTANCE);
        tokenizer.add("added_tokens", added);
        tokenizer.add("normalizer", new JsonObject());
        tokenizer.add("model", model);
        return tokenizer;
    }

    /** Writes {@code vocab.json} and {@code merges.txt}, and returns the former. */
    Path writePair(Path folder, IntUnaryOperator renumber) throws IOException {
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\n" + String.join("\n", merges) + "\n");
        return Files.writeString(folder.resolve("vocab.json"), ids(renumber).toString());
    }

    private JsonArray merges(boolean newer) {
        JsonArray list = new JsonArray();
        for (String merge : merges) {
            if (newer) {
                JsonArray pair = new JsonArray();
                List.of(merge.split(" ")).forEach(pair::add);
                list.add(pair);
            } else {
                list.add(merge);
            }
        }
        return list;
    }
}
