package io.github.lmclip.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** Repair of damaged text: what is certain is mended, what somebody may have written stays. */
class TextRepairProperties {

    private static String misread(String text, Charset as) {
        return new String(text.getBytes(StandardCharsets.UTF_8), as);
    }

    private static String asWindows1252(String text) {
        StringBuilder misread = new StringBuilder();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            misread.append(Windows1252.character(value & 0xFF));
        }
        return misread.toString();
    }

    @Example
    void undoesTheWrongEncoding() {
        assertEquals("schön", TextRepair.apply("schÃ¶n"));
        assertEquals("doesn't", TextRepair.apply("doesnâ€™t"));
        assertEquals("é", TextRepair.apply("ÃƒÂ©"));
        assertEquals("l'humanité", TextRepair.apply("l’humanitÃ©"));
        assertEquals("© 2020", TextRepair.apply("Â© 2020"));
        for (String word : List.of("Привет", "日本語の写真", "😀", "Ελλάδα", "naïve café", "Ä°stanbul".substring(2))) {
            assertEquals(word, TextRepair.apply(misread(word, StandardCharsets.ISO_8859_1)), word);
            assertEquals(word, TextRepair.apply(asWindows1252(word)), word);
        }
    }

    @Example
    void leavesAloneWhatSomebodyMayHaveWritten() {
        for (String text : List.of(
                "Ã",
                "Â",
                "naïve café",
                "São Paulo",
                "GARÇÃO",
                "CAFÉ™",
                "Ärger",
                "Ångström",
                "ÊTRE",
                "BJÖRK®",
                "Ñandú",
                "Việt Nam",
                "façade à côté",
                "Œuvre",
                "10 °C",
                "Ã é um til",
                "straße")) {
            assertEquals(text, TextRepair.apply(text));
        }
        assertEquals("MAÇÃ\"", TextRepair.apply("MAÇÃ”"));
    }

    @Example
    void mendsSingleCharacters() {
        assertEquals("\"a\" 'b'", TextRepair.apply("“a” ‘b’"));
        assertEquals("fine flow", TextRepair.apply("ﬁne ﬂow"));
        assertEquals("FULL 123 \u30AB", TextRepair.apply("ＦＵＬＬ\u3000１２３ ｶ"));
        assertEquals("red", TextRepair.apply("\u001B[31mred\u001B[0m"));
        assertEquals("ab", TextRepair.apply("\uFEFFa\u0000\u200Bb".replace("\u200B", "")));
        assertEquals("\u00E9", TextRepair.apply("e\u0301"));
        assertEquals("a…b", TextRepair.apply("a\u0085b"));
        assertEquals("<b> & c", TextRepair.apply("&lt;b> & c".replace("&lt;", "<")));
        assertEquals("a <b &amp; c", TextRepair.apply("a <b &amp; c"));
        assertEquals("é & <", TextRepair.apply("&eacute; &amp;amp; &lt;"));
    }

    @Example
    void plainTextIsTheSameObject() {
        String text = "a photo of a dog, person!";
        assertSame(text, TextRepair.apply(text));
    }

    @Property(tries = 1000)
    void repairingTwiceIsRepairingOnce(@ForAll("awkward") String text) {
        String once = TextRepair.apply(text);
        assertEquals(once, TextRepair.apply(once));
    }

    @Property(tries = 500)
    void anyStringIsAccepted(@ForAll @StringLength(max = 100) String text) {
        TextRepair.apply(text);
    }

    @Property(tries = 500)
    void longerCharactersAreAlwaysRecovered(@ForAll("asian") String text) {
        assertEquals(text, TextRepair.apply(misread(text, StandardCharsets.ISO_8859_1)));
    }

    @Provide
    Arbitrary<String> asian() {
        return Arbitraries.strings()
                .withCharRange('\u4E00', '\u9FA5')
                .ofMinLength(1)
                .ofMaxLength(20);
    }

    @Provide
    Arbitrary<String> awkward() {
        return Arbitraries.of(
                        "Ã",
                        "Â",
                        "©",
                        "€",
                        "™",
                        "â",
                        "œ",
                        "”",
                        "é",
                        "\u0083",
                        "&",
                        "amp;",
                        "#x41;",
                        "<",
                        "\u001B[0m",
                        "ﬁ",
                        "\uFEFF",
                        "e\u0301",
                        "ŉ",
                        "Ａ",
                        "A",
                        "b",
                        " ",
                        "\uD83D",
                        "\uDE00",
                        "Ð",
                        "Ñ",
                        "\u0080")
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces));
    }
}
