package io.github.lmclip.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each step against Python's own function, over values that Python wrote. */
class TextStepsTest {

    private final Golden python = GoldenSource.COMMITTED.open("text");

    @Test
    void unescapesAsPython() {
        check("unescape", HtmlEntities::unescape);
    }

    @Test
    void knowsEveryNameOfTheStandard() {
        JsonObject names = python.index().getAsJsonObject("names");
        List<String> known = ResourceLines.read("html-entities.txt").stream()
                .map(line -> line[0])
                .sorted()
                .toList();
        assertEquals(names.get("count").getAsInt(), known.size());
        StringBuilder text = new StringBuilder();
        known.forEach(
                name -> text.append('&').append(name).append(" &").append(name).append("x "));
        assertEquals(names.get("sha256").getAsString(), sha256(HtmlEntities.unescape(text.toString())));
    }

    @Test
    void lowersAsPython() {
        check("lower", LowerCase::of);
    }

    @Test
    void lowersEveryCodePointAsPython() {
        assertEquals(
                python.index().get("lower_all").getAsString(),
                sha256(overCodePoints(codePoint -> LowerCase.of(Character.toString(codePoint)))));
    }

    @Test
    void classifiesEveryCodePointAsPython() {
        assertEquals(python.index().get("classes").getAsString(), sha256(overCodePoints(TextStepsTest::kind)));
    }

    @Test
    void stripsWhatPythonStrips() {
        List<Integer> expected = python.index().getAsJsonArray("strip").asList().stream()
                .map(JsonElement::getAsInt)
                .toList();
        List<Integer> stripped = codePoints()
                .filter(codePoint ->
                        WhiteSpace.strip(Character.toString(codePoint)).isEmpty())
                .boxed()
                .toList();
        assertEquals(expected, stripped);
        assertEquals("a \u001F b", WhiteSpace.strip("\u3000\u001Ca \u001F b\u001D\n"));
    }

    @Test
    void collapsesRunsOfWhiteSpaceButNotSeparators() {
        assertEquals("a b \u001C c ", WhiteSpace.collapse("a \t b\n\u001C\u2003\u3000c\u0085"));
        assertEquals(" a", WhiteSpace.collapse("\n\na"));
        assertSame("a b", WhiteSpace.collapse("a b"));
    }

    private void check(String name, UnaryOperator<String> step) {
        List<JsonObject> cases = python.cases(name);
        assertFalse(cases.isEmpty());
        for (JsonObject one : cases) {
            String in = one.get("in").getAsString();
            assertEquals(one.get("out").getAsString(), step.apply(in), in);
        }
    }

    private static String kind(int codePoint) {
        if (UnicodeTable.isLetter(codePoint)) {
            return "L";
        }
        if (UnicodeTable.isNumber(codePoint)) {
            return "N";
        }
        return UnicodeTable.isSpace(codePoint) ? "S" : "-";
    }

    private static IntStream codePoints() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(codePoint -> codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }

    private static String overCodePoints(IntFunction<String> step) {
        StringBuilder out = new StringBuilder();
        codePoints().mapToObj(step).forEach(out::append);
        return out.toString();
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
