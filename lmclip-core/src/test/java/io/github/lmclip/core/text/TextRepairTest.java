package io.github.lmclip.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.gson.JsonObject;
import io.github.lmclip.golden.GoldenSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRepairTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void doesAsFtfyWhereThereIsNoMojibake() {
        List<JsonObject> cases = GoldenSource.COMMITTED.open("repair").cases("cases");
        assertFalse(cases.isEmpty());
        for (JsonObject one : cases) {
            String in = one.get("in").getAsString();
            assertEquals(one.get("out").getAsString(), TextRepair.repair(in), in);
        }
    }

    @Test
    void leavesPrintableAsciiAlone() {
        StringBuilder ascii = new StringBuilder("AT&T & co; <b>\t\n");
        for (char c = ' '; c <= '~'; c++) {
            ascii.append(c);
        }
        String text = ascii.toString();
        assertEquals(text, TextRepair.repair(text));
        String caption = "a photo of a dog";
        assertSame(caption, TextRepair.repair(caption));
    }

    @Test
    void removesEveryLayerOfReferences() {
        assertEquals("<", TextRepair.repair("&" + "amp;".repeat(100_000) + "lt;"));
        assertEquals("it's", TextRepair.repair("it&amp;amp;amp;rsquo;s"));
    }

    @Test
    void leavesReferencesFromTheFirstTagsLineOn() {
        assertEquals("it's\n<b>it&rsquo;s\n&rsquo;", TextRepair.repair("it&rsquo;s\n<b>it&rsquo;s\n&rsquo;"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&",
                "&amp;",
                "&#65286;#65286;",
                "&#205;\u00BE",
                "\u00C3\u0192",
                "\u001B[",
                "\uFF06",
                "\u00E9\u201D\u2122"
            })
    void longTextsOfOddPiecesTakeNoLonger(String piece) {
        String text = piece.repeat(200_000 / piece.length());
        assertTimeoutPreemptively(SOON, () -> TextRepair.repair(text));
    }

    @Test
    void asksForAText() {
        assertEquals(
                "text",
                assertThrows(NullPointerException.class, () -> TextRepair.repair(null))
                        .getMessage());
    }
}
