package io.github.lmclip.core.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.golden.GoldenSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CLIP's vocabularies in the files of Hugging Face, made from CLIP's own. */
class HuggingFaceVocabularyTest {

    private static final String TEXT = "A photo of the cat's 12 houses &amp; trees, café 日本";

    @TempDir
    Path folder;

    private List<String> merges;
    private JsonObject ids;

    @BeforeEach
    void useTheCommittedVocabulary() throws IOException {
        use(Vocabularies.of(GoldenSource.COMMITTED));
    }

    private void use(BpeVocabulary vocabulary) throws IOException {
        String file;
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(vocabulary.file()))) {
            file = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        merges = file.lines().skip(1).toList();
        ids = new JsonObject();
        List<String> symbols = new ArrayList<>();
        for (String end : List.of("", "</w>")) {
            for (int id = 0; id < 256; id++) {
                symbols.add(ByteSymbols.character(id) + end);
            }
        }
        merges.forEach(line -> symbols.add(line.replace(" ", "")));
        symbols.add("<|startoftext|>");
        symbols.add("<|endoftext|>");
        for (int id = 0; id < symbols.size(); id++) {
            ids.addProperty(symbols.get(id), id);
        }
    }

    private Path tokenizerJson(boolean pairs) throws IOException {
        JsonArray stored = new JsonArray();
        for (String line : merges) {
            if (pairs) {
                JsonArray pair = new JsonArray();
                List.of(line.split(" ")).forEach(pair::add);
                stored.add(pair);
            } else {
                stored.add(line);
            }
        }
        JsonObject model = new JsonObject();
        model.addProperty("type", "BPE");
        model.add("vocab", ids);
        model.add("merges", stored);
        JsonObject root = new JsonObject();
        root.addProperty("version", "1.0");
        root.add("model", model);
        return Files.writeString(folder.resolve("tokenizer.json"), "\n " + root);
    }

    private Path vocabJson() throws IOException {
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\n" + String.join("\n", merges) + "\n");
        return Files.writeString(folder.resolve("vocab.json"), ids.toString());
    }

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void givesTheIdsOfClipsOwnFile(GoldenSource source) throws IOException {
        BpeVocabulary own = Vocabularies.of(source);
        use(own);
        int[] expected = new ClipTokenizer(own).encode(TEXT);
        for (Path file : List.of(tokenizerJson(false), tokenizerJson(true), vocabJson(), folder)) {
            BpeVocabulary found = BpeVocabulary.read(file);
            assertEquals(own.size(), found.size());
            assertArrayEquals(expected, new ClipTokenizer(found).encode(TEXT));
        }
    }

    @Test
    void itsOwnFileReadsBackTheSame() throws IOException {
        BpeVocabulary own = Vocabularies.of(GoldenSource.COMMITTED);
        Path file = Files.write(folder.resolve("own.txt.gz"), own.file());
        assertArrayEquals(own.file(), BpeVocabulary.read(file).file());
    }

    @Test
    void refusesOtherIds() throws IOException {
        ids.addProperty("a", 1000);
        refused(tokenizerJson(false), "\"a\" has id 1000, by its merges it has 64");
        ids.addProperty("a", 64);
        ids.addProperty("extra", 7);
        refused(tokenizerJson(false), "\"extra\" has id 7, by its merges it has null");
        ids.remove("extra");
        ids.remove("a");
        refused(vocabJson(), "symbols have ids, by its merges there are");
    }

    @Test
    void refusesWhatIsNoVocabulary() throws IOException {
        refused(Files.writeString(folder.resolve("a.json"), "{\"model\": {}}"), "expected a byte-pair vocabulary");
        refused(Files.writeString(folder.resolve("b.json"), "{\"model\": {"), "not a JSON object");
        refused(Files.createDirectory(folder.resolve("empty")), "holds no vocabulary");
        Path alone =
                Files.writeString(Files.createDirectory(folder.resolve("alone")).resolve("vocab.json"), "{}");
        assertThrows(UncheckedIOException.class, () -> BpeVocabulary.read(alone));
    }

    private static void refused(Path file, String words) {
        String message = assertThrows(IllegalArgumentException.class, () -> BpeVocabulary.read(file))
                .getMessage();
        assertTrue(message.contains(words), message);
    }
}
