package io.github.lmclip.core.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.golden.GoldenSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VocabularyWriterTest {

    private static final String TEXT = "A photo of the cat's 12 houses &amp; trees, café 日本";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void readsBackTheSame(GoldenSource source) throws IOException {
        BpeVocabulary own = Vocabularies.of(source);
        BpeVocabulary found = BpeVocabulary.read(Files.write(folder.resolve("own.txt.gz"), own.file()));
        assertArrayEquals(new ClipTokenizer(own).encode(TEXT), new ClipTokenizer(found).encode(TEXT));
        assertArrayEquals(own.file(), found.file());
    }

    @Test
    void keepsTheIdsOfTheFile() throws IOException {
        String json = json(Vocabularies.of(GoldenSource.COMMITTED));
        BpeVocabulary shifted = BpeVocabulary.read(Files.writeString(folder.resolve("tokenizer.json"), json));
        BpeVocabulary found = BpeVocabulary.read("saved", new ByteArrayInputStream(shifted.file()));
        assertEquals(shifted.endOfText(), found.endOfText());
        assertArrayEquals(new ClipTokenizer(shifted).encode(TEXT), new ClipTokenizer(found).encode(TEXT));
    }

    /** Writes a vocabulary by Hugging Face's format, its ids one higher than CLIP's. */
    private static String json(BpeVocabulary own) throws IOException {
        String[] lines;
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(own.file()))) {
            lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n");
        }
        JsonObject ids = new JsonObject();
        for (String end : new String[] {"", "</w>"}) {
            for (int value = 0; value < 256; value++) {
                ids.addProperty(ByteSymbols.character(value) + end, ids.size() + 1);
            }
        }
        JsonArray merges = new JsonArray();
        for (int i = 1; i < lines.length; i++) {
            merges.add(lines[i]);
            ids.addProperty(lines[i].replace(" ", ""), ids.size() + 1);
        }
        ids.addProperty("<|startoftext|>", ids.size() + 1);
        ids.addProperty("<|endoftext|>", ids.size() + 1);
        JsonObject model = new JsonObject();
        model.addProperty("type", "BPE");
        model.addProperty("end_of_word_suffix", "</w>");
        model.add("vocab", ids);
        model.add("merges", merges);
        JsonObject root = new JsonObject();
        root.add("model", model);
        return root.toString();
    }
}
