package io.github.lmclip.core.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.golden.GoldenSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClipTokenizerTest {

    private static final int SHORT_CONTEXT = 20;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ClipTokenizer tokenizer = new ClipTokenizer(Vocabularies.of(GoldenSource.COMMITTED));

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void encodesAsPublished(GoldenSource source) {
        ClipTokenizer golden = new ClipTokenizer(Vocabularies.of(source));
        ClipTokenizer unrepaired = golden.withCleaning(TextCleaning.clip());
        List<JsonObject> cases = source.open("tokenizer").cases("cases");
        assertTrue(cases.size() > 100);
        for (JsonObject one : cases) {
            String text = one.get("text").getAsString();
            assertArrayEquals(withoutRepair(one), unrepaired.encode(text), text);
            if (!mayBeMojibake(text)) {
                assertArrayEquals(ints(one.get("bpe")), golden.encode(text), text);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void encodesTheReferencesMojibakeAsPublished(GoldenSource source) {
        ClipTokenizer golden = new ClipTokenizer(Vocabularies.of(source));
        List<JsonObject> damaged = source.open("tokenizer").cases("cases").stream()
                .filter(one -> mayBeMojibake(one.get("text").getAsString()))
                .toList();
        assertFalse(damaged.isEmpty());
        for (JsonObject one : damaged) {
            String text = one.get("text").getAsString();
            assertArrayEquals(ints(one.get("bpe")), golden.encode(text), text);
        }
    }

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void padsRefusesAndTruncatesAsPublished(GoldenSource source) {
        ClipTokenizer golden = new ClipTokenizer(Vocabularies.of(source));
        source.open("tokenizer").cases("cases").stream()
                .filter(one -> !mayBeMojibake(one.get("text").getAsString()))
                .forEach(one -> checkLengths(golden, one));
    }

    private static void checkLengths(ClipTokenizer golden, JsonObject one) {
        String text = one.get("text").getAsString();
        if (one.has("error")) {
            assertThrows(IllegalArgumentException.class, () -> golden.tokenize(text));
            assertArrayEquals(
                    ints(one.get("tokens_truncate")), golden.tokenizeTruncated(text, ClipTokenizer.CONTEXT_LENGTH));
        } else {
            int[] padded = Arrays.copyOf(ints(one.get("tokens")), ClipTokenizer.CONTEXT_LENGTH);
            assertArrayEquals(padded, golden.tokenize(text));
            assertArrayEquals(padded, golden.tokenizeTruncated(text, ClipTokenizer.CONTEXT_LENGTH));
        }
        if (one.has("tokens_ctx20_truncate")) {
            assertArrayEquals(ints(one.get("tokens_ctx20_truncate")), golden.tokenizeTruncated(text, SHORT_CONTEXT));
        }
    }

    @Test
    void tellsHowLongATextIs() {
        String text = "! ".repeat(100);
        String message = assertThrows(IllegalArgumentException.class, () -> tokenizer.tokenize(text))
                .getMessage();
        assertEquals(
                "text has 102 tokens with its start and end, expected at most 77: \"" + text.substring(0, 60) + "…\"",
                message);
        assertEquals(77, tokenizer.tokenize("! ".repeat(75)).length);
    }

    @Test
    void refusesAContextWithoutRoomForItsMarks() {
        assertEquals(
                "contextLength must be >= 2, got 1",
                assertThrows(IllegalArgumentException.class, () -> tokenizer.tokenize("a", 1))
                        .getMessage());
        int[] empty = {
            tokenizer.vocabulary().startOfText(), tokenizer.vocabulary().endOfText()
        };
        assertArrayEquals(empty, tokenizer.tokenizeTruncated("a photo of a cat", 2));
    }

    @Test
    void decodesWordsWithABlankBehindEach() {
        assertEquals("it 's a café ! ", tokenizer.decode(tokenizer.encode("It's a  caf&eacute;!")));
        assertEquals("<|endoftext|>", tokenizer.decode(tokenizer.vocabulary().endOfText()));
        assertEquals("\uFFFD", tokenizer.decode(tokenizer.encode("é")[0]));
    }

    @Test
    void refusesIdsOutsideTheVocabulary() {
        int size = tokenizer.vocabulary().size();
        assertEquals(
                "id %d is outside the vocabulary, expected one in [0, %d)".formatted(size, size),
                assertThrows(IllegalArgumentException.class, () -> tokenizer.decode(size))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> tokenizer.decode(-1));
    }

    @Test
    void readsLoneSurrogatesAsReplacementCharacters() {
        assertArrayEquals(tokenizer.encode("a\uFFFD\uFFFDb"), tokenizer.encode("a\uDC00\uD800b"));
        assertEquals("\uFFFD", tokenizer.clean("\uD83D"));
        assertEquals("\uD83D\uDE00", tokenizer.clean("\uD83D\uDE00"));
    }

    @Test
    void appliesAStepOfTheCallersFirst() {
        ClipTokenizer other = tokenizer.withCleaning(tokenizer.cleaning().after(text -> text.replace('X', '&')));
        assertArrayEquals(tokenizer.encode("&lt;"), other.encode("Xlt;"));
    }

    @Test
    void oneWordOfAMillionLettersIsNoTrouble() {
        String word = "abcdefghijklmnopqrstuvwxyz".repeat(40_000);
        int[] ids = assertTimeoutPreemptively(SOON, () -> tokenizer.encode(word));
        assertEquals(word + " ", tokenizer.decode(ids));
    }

    @Test
    void manyThreadsShareOneTokenizer() {
        List<String> texts = IntStream.range(0, 2000)
                .mapToObj(i -> "photo " + i + " of THE thing&#" + (40 + i) + ";")
                .toList();
        List<List<Integer>> alone = texts.stream().map(this::boxed).toList();
        assertEquals(alone, texts.parallelStream().map(this::boxed).toList());
    }

    private List<Integer> boxed(String text) {
        return Arrays.stream(tokenizer.encode(text)).boxed().toList();
    }

    private static boolean mayBeMojibake(String text) {
        return IntStream.range(0, text.length()).anyMatch(i -> Utf8Sequence.length(text, i) > 0);
    }

    private static int[] withoutRepair(JsonObject one) {
        return ints(one.has("bpe_without_ftfy") ? one.get("bpe_without_ftfy") : one.get("bpe"));
    }

    private static int[] ints(JsonElement array) {
        JsonArray values = array.getAsJsonArray();
        return values.asList().stream().mapToInt(JsonElement::getAsInt).toArray();
    }
}
