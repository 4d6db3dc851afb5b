package io.github.lmclip.core.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes a vocabulary as one file that {@link BpeVocabulary#read} gives back, whatever files it came from. */
final class VocabularyWriter {

    private VocabularyWriter() {}

    /** Returns CLIP's own format where ids are in its order, else that of Hugging Face's fast tokenizers; by gzip. */
    static byte[] write(BpeVocabulary vocabulary, int[][] merges) {
        List<String> symbols = new ArrayList<>();
        for (String end : List.of("", BpeVocabulary.END_OF_WORD)) {
            for (int value = 0; value < ByteSymbols.COUNT; value++) {
                symbols.add(ByteSymbols.character(value) + end);
            }
        }
        List<String> lines = new ArrayList<>();
        for (int[] pair : merges) {
            String first = symbols.get(pair[0]);
            String second = symbols.get(pair[1]);
            lines.add(first + " " + second);
            symbols.add(first + second);
        }
        return packed(isInOrder(vocabulary, symbols.size()) ? merges(lines) : json(vocabulary, symbols, lines));
    }

    private static boolean isInOrder(BpeVocabulary vocabulary, int symbols) {
        boolean inOrder = vocabulary.size() == symbols + 2
                && vocabulary.startOfText() == symbols
                && vocabulary.endOfText() == symbols + 1;
        for (int symbol = 0; symbol < symbols && inOrder; symbol++) {
            inOrder = vocabulary.id(symbol) == symbol;
        }
        return inOrder;
    }

    private static String merges(List<String> lines) {
        return "#version: byte-pair merges\n" + String.join("\n", lines) + "\n";
    }

    private static String json(BpeVocabulary vocabulary, List<String> symbols, List<String> lines) {
        JsonObject ids = new JsonObject();
        for (int symbol = 0; symbol < symbols.size(); symbol++) {
            ids.addProperty(symbols.get(symbol), vocabulary.id(symbol));
        }
        ids.addProperty(BpeVocabulary.START_OF_TEXT, vocabulary.startOfText());
        ids.addProperty(BpeVocabulary.END_OF_TEXT, vocabulary.endOfText());
        JsonArray merges = new JsonArray();
        lines.forEach(merges::add);
        JsonObject model = new JsonObject();
        model.addProperty("type", "BPE");
        model.addProperty("end_of_word_suffix", BpeVocabulary.END_OF_WORD);
        model.add("vocab", ids);
        model.add("merges", merges);
        JsonObject root = new JsonObject();
        root.add("model", model);
        return root.toString();
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
