package io.github.lmclip.core.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import io.github.lmclip.golden.GoldenSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HuggingFaceJsonTest {

    private static final List<String> TEXTS = List.of(
            "a photo of a dog", "It's 100% CAFÉ & 中文 😀!", "x<|endoftext|>y <|startoftext|>", "", "\u0000\u00FF");

    @TempDir
    private Path folder;

    private final HuggingFaceFiles small = HuggingFaceFiles.of(GoldenSource.COMMITTED);

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void allFormatsGiveTheSameIds(GoldenSource source) throws IOException {
        ClipTokenizer clip = new ClipTokenizer(Vocabularies.of(source));
        HuggingFaceFiles files = HuggingFaceFiles.of(source);
        Path pair = files.writePair(folder, i -> i);
        checkSame(clip, BpeVocabulary.read(pair));
        checkSame(clip, BpeVocabulary.read(folder.resolve("merges.txt")));
        checkSame(clip, read(files.tokenizer(i -> i, false).toString()));
        Path fast = folder.resolve("any name");
        checkSame(
                clip,
                BpeVocabulary.read(
                        Files.writeString(fast, files.tokenizer(i -> i, true).toString())));
    }

    @Test
    void aFolderIsSearchedForTheUsualNames() throws IOException {
        int end = Vocabularies.of(GoldenSource.COMMITTED).endOfText();
        small.writePair(folder, i -> i + 1);
        assertEquals(end + 1, BpeVocabulary.read(folder).endOfText());
        Files.writeString(
                folder.resolve("tokenizer.json"),
                small.tokenizer(i -> i + 2, true).toString());
        assertEquals(end + 2, BpeVocabulary.read(folder).endOfText());
    }

    @Test
    void namesWhatAFolderLacks() {
        assertEquals(
                folder + ": expected a folder with one of [tokenizer.json, vocab.json, bpe_simple_vocab_16e6.txt.gz,"
                        + " vocabulary.txt.gz], got none of them",
                refusal(() -> BpeVocabulary.read(folder)));
    }

    @Test
    void idsAreThoseOfTheFile() {
        ClipTokenizer clip = new ClipTokenizer(Vocabularies.of(GoldenSource.COMMITTED));
        int end = clip.vocabulary().endOfText();
        IntUnaryOperator backwards = i -> i == end ? 2 * end : end - 1 - i;
        ClipTokenizer other =
                new ClipTokenizer(read(small.tokenizer(backwards, false).toString()));
        for (String text : TEXTS) {
            int[] ids = Arrays.stream(clip.encode(text)).map(backwards).toArray();
            assertArrayEquals(ids, other.encode(text));
            assertEquals(clip.decode(clip.encode(text)), other.decode(ids));
        }
        assertEquals(2 * end + 1, other.vocabulary().size());
        assertEquals(0, other.vocabulary().startOfText());
        assertEquals(
                "id %d has no token in this vocabulary".formatted(2 * end - 1),
                assertThrows(IllegalArgumentException.class, () -> other.decode(2 * end - 1))
                        .getMessage());
    }

    @Test
    void furtherTokensDecode() {
        JsonObject tokenizer = small.tokenizer(i -> i, false);
        JsonObject token = new JsonObject();
        token.addProperty("content", "<pad>");
        token.addProperty("id", 5000);
        tokenizer.getAsJsonArray("added_tokens").add(token);
        assertEquals("<pad>", new ClipTokenizer(read(tokenizer.toString())).decode(5000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{}                 ~ t: $.model.end_of_word_suffix: expected \"</w>\" as CLIP has it, got \"\"",
                "{\"version\":\"1\" ~ t: expected valid JSON, got: End of input at line 1 column 15 path $.version",
                "{}{}               ~ t: expected valid JSON, got: Use JsonReader.setStrictness(Strictness.LENIENT)"
                        + " to accept malformed JSON at line 1 column 4 path $",
                "{\"a\":1,\"a\":2}  ~ t: $.a: expected each name once, got \"a\" again",
                "{\"a\":1,\"b\":-2} ~ t: $.b: expected an integer of 0 to 999999, got -2",
                "{\"a\":1,\"b\":1e3} ~ t: $.b: expected an integer of 0 to 999999, got 1e3",
                "{\"a\":1,\"b\":1000000} ~ t: $.b: expected an integer of 0 to 999999, got 1000000",
                "{\"a\":1,\"b\":\"x\"} ~ t: $.b: expected an integer of 0 to 999999, got STRING",
                "{\"a\":1}          ~ t: expected merges, got ids alone; give the path, with merges.txt beside it",
                "{\"model\":[]}     ~ t: $.model: expected an object, got BEGIN_ARRAY",
                "{\"model\":{\"type\":\"WordPiece\"}} ~ t: $.model.type: expected \"BPE\", got \"WordPiece\"",
                "{\"model\":{\"continuing_subword_prefix\":\"##\"}}"
                        + " ~ t: $.model.continuing_subword_prefix: expected \"\", got \"##\"",
                "{\"model\":{\"merges\":[[\"a\"]]}} ~ t: $.model.merges[0]: expected two symbols, got 1",
                "{\"model\":{\"merges\":[7]}} ~ t: $.model.merges[0]: expected a string, got NUMBER",
                "{\"model\":{\"end_of_word_suffix\":\"</w>\",\"merges\":[\"a b\",\"ab\"]}}"
                        + " ~ t: $.model.merges[1]: expected two symbols with a blank between them, got \"ab\"",
                "{\"model\":{\"end_of_word_suffix\":\"</w>\",\"merges\":[\"a b\",\"a bc\"]}}"
                        + " ~ t: $.model.merges[1]: expected a byte's symbol or the result of an earlier merge, got \"bc\"",
                "{\"model\":{\"end_of_word_suffix\":\"</w>\"}} ~ t: expected an id for \"<|endoftext|>\", got none",
                "{\"added_tokens\":[{\"id\":3}]} ~ t: $.added_tokens[0]: expected an id and a content, got 3 and null"
            })
    void namesThePlaceThatBreaksTheFormat(String content, String message) {
        assertEquals(message, refusal(() -> read(content)));
    }

    @Test
    void refusesIdsThatDoNotFitTheirMerges() {
        JsonObject tokenizer = small.tokenizer(i -> i, false);
        JsonObject ids = tokenizer.getAsJsonObject("model").getAsJsonObject("vocab");
        int end = Vocabularies.of(GoldenSource.COMMITTED).endOfText();
        ids.addProperty("a", end + 7);
        assertEquals(
                "t: expected <|endoftext|> to have the largest id, got %d and %d for \"a\"".formatted(end, end + 7),
                refusal(() -> read(tokenizer.toString())));
        ids.remove("a");
        assertEquals("t: expected an id for \"a\", got none", refusal(() -> read(tokenizer.toString())));
        ids.addProperty("a", 1);
        String message = refusal(() -> read(tokenizer.toString()));
        assertEquals("t: expected an id of its own for each token, got 1 for ", message.substring(0, 57 - 2));
        ids.addProperty("a", 64);
        ids.addProperty(BpeVocabulary.END_OF_TEXT, 3);
        assertEquals(
                "t: expected one id for \"<|endoftext|>\", got 3 in $.model.vocab and %d in $.added_tokens"
                        .formatted(end),
                refusal(() -> read(tokenizer.toString())));
    }

    @Test
    void aMapOfIdsNeedsMergesBesideIt() throws IOException {
        Path vocab = small.writePair(folder, i -> i);
        Files.delete(folder.resolve("merges.txt"));
        assertEquals(
                vocab + ": expected merges.txt beside it, got no such file", refusal(() -> BpeVocabulary.read(vocab)));
    }

    @Test
    void refusesAFileCutAnywhere() {
        String whole = small.tokenizer(i -> i, true).toString();
        for (int length = 1; length < whole.length(); length += 97) {
            String cut = whole.substring(0, length);
            assertThrows(VocabularyException.class, () -> read(cut), cut);
        }
    }

    private static void checkSame(ClipTokenizer clip, BpeVocabulary vocabulary) {
        assertEquals(clip.vocabulary().size(), vocabulary.size());
        assertEquals(clip.vocabulary().startOfText(), vocabulary.startOfText());
        ClipTokenizer other = new ClipTokenizer(vocabulary);
        for (String text : TEXTS) {
            assertArrayEquals(clip.tokenize(text), other.tokenize(text));
        }
    }

    private static String refusal(Executable read) {
        return assertThrows(VocabularyException.class, read).getMessage();
    }

    private static BpeVocabulary read(String content) {
        try {
            return BpeVocabulary.read("t", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
