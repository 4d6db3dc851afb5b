package io.github.lmclip.core.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.golden.GoldenSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;

class ClipTokenizerProperties {

    private final ClipTokenizer tokenizer = new ClipTokenizer(Vocabularies.of(GoldenSource.COMMITTED));

    @Property(tries = 500)
    void everyStringHasIdsInRangeAndTheyDecodeToIt(@ForAll("codeUnits") String text) {
        int[] ids = tokenizer.encode(text);
        assertTrue(Arrays.stream(ids)
                .allMatch(id -> id >= 0 && id < tokenizer.vocabulary().size()));
        assertEquals(withoutSpace(tokenizer.clean(text)), withoutSpace(tokenizer.decode(ids)));
    }

    @Property(tries = 500)
    void soDoStringsOfAwkwardPieces(@ForAll("awkward") String text) {
        int[] ids = tokenizer.encode(text);
        assertTrue(Arrays.stream(ids)
                .allMatch(id -> id >= 0 && id < tokenizer.vocabulary().size()));
        assertEquals(withoutSpace(tokenizer.clean(text)), withoutSpace(tokenizer.decode(ids)));
        assertArrayEquals(marked(ids), tokenizer.tokenize(text, ids.length + 2));
    }

    @Property(tries = 500)
    void repairingTwiceIsRepairingOnce(
            @ForAll("awkward") String text, @ForAll("codeUnits") String any, @ForAll("bytes") String bytes) {
        for (String one : List.of(text, any, bytes, text + any + bytes)) {
            String repaired = TextRepair.repair(one);
            assertEquals(repaired, TextRepair.repair(repaired));
        }
    }

    @Property(tries = 300)
    void printableAsciiWithoutReferencesNeedsNoRepair(@ForAll @CharRange(from = ' ', to = '~') String text) {
        String plain = text.replace("&", "+");
        assertEquals(plain, TextRepair.repair(plain));
        assertArrayEquals(
                tokenizer.encode(plain),
                tokenizer.withCleaning(TextCleaning.clip()).encode(plain));
    }

    @Property(tries = 300)
    void mergesAsTheLoopOfThePaperDoes(@ForAll("words") String word) {
        assertArrayEquals(naively(word), tokenizer.encode(word), word);
    }

    @Property(tries = 200)
    void shortenedCaptionsFitAndAreTheLongestThatDo(@ForAll("awkward") String caption) {
        String shortened = CaptionShortener.shorten(caption, tokenizer, 12);
        assertTrue(tokenizer.encode(shortened).length <= 10);
        String[] words = WhiteSpace.strip(WhiteSpace.collapse(caption)).split(" ");
        int kept = shortened.isEmpty() ? 0 : shortened.split(" ").length;
        if (tokenizer.encode(caption).length > 10) {
            String longer = String.join(" ", Arrays.copyOf(words, kept + 1));
            assertTrue(tokenizer.encode(longer).length > 10);
        } else {
            assertEquals(caption, shortened);
        }
    }

    /** Any code units, lone surrogates among them. */
    @Provide
    Arbitrary<String> codeUnits() {
        return Arbitraries.chars().all().list().ofMaxSize(200).map(ClipTokenizerProperties::joined);
    }

    /** What bytes are read as, so that much of it looks like mojibake. */
    @Provide
    Arbitrary<String> bytes() {
        return Arbitraries.integers()
                .between('A', 0xFF)
                .map(value -> Windows1252.isSpecial(value) ? Windows1252.character(value) : (char) (int) value)
                .list()
                .ofMaxSize(40)
                .map(ClipTokenizerProperties::joined);
    }

    @Provide
    Arbitrary<String> awkward() {
        return Arbitraries.of(
                        "&",
                        "#",
                        "x",
                        ";",
                        "amp",
                        "lt",
                        "<|",
                        "endoftext",
                        "|>",
                        "'s",
                        "'",
                        "\uD800",
                        "\uDC00",
                        "Σ",
                        "İ",
                        "ſ",
                        " ",
                        "\u001C",
                        "\u3000",
                        "123",
                        "é",
                        "中",
                        "\uD83D\uDE00",
                        "the",
                        "AND",
                        "\u00C3",
                        "\u00A9",
                        "\u00E2\u20AC",
                        "\u2019",
                        "\u0192",
                        "\u00A0",
                        "\uFF06",
                        "\u001B[",
                        "m",
                        "\u0001",
                        "\r\n",
                        "\uFB01",
                        "\u0301",
                        "rsquo",
                        "</w>")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withChars("etaoinsr").ofMinLength(1).ofMaxLength(40);
    }

    /** The published loop over a word of ASCII letters: the pair of lowest rank, everywhere, until there is none. */
    private int[] naively(String word) {
        List<Integer> ids = new ArrayList<>();
        word.chars().forEach(letter -> ids.add(ByteSymbols.id(letter)));
        ids.set(ids.size() - 1, ids.get(ids.size() - 1) + ByteSymbols.COUNT);
        for (int best = best(ids); best >= 0; best = best(ids)) {
            for (int i = 0; i + 1 < ids.size(); i++) {
                if (tokenizer.vocabulary().merge(ids.get(i), ids.get(i + 1)) == best) {
                    ids.set(i, best);
                    ids.remove(i + 1);
                }
            }
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private int best(List<Integer> ids) {
        int best = -1;
        for (int i = 0; i + 1 < ids.size(); i++) {
            int merged = tokenizer.vocabulary().merge(ids.get(i), ids.get(i + 1));
            best = merged >= 0 && (best < 0 || merged < best) ? merged : best;
        }
        return best;
    }

    private int[] marked(int[] ids) {
        int[] marked = new int[ids.length + 2];
        marked[0] = tokenizer.vocabulary().startOfText();
        System.arraycopy(ids, 0, marked, 1, ids.length);
        marked[ids.length + 1] = tokenizer.vocabulary().endOfText();
        return marked;
    }

    private static String joined(List<Character> characters) {
        StringBuilder out = new StringBuilder();
        characters.forEach(out::append);
        return out.toString();
    }

    private static String withoutSpace(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().filter(c -> !UnicodeTable.isSpace(c)).forEach(c -> out.append((char) c));
        return out.toString();
    }
}
