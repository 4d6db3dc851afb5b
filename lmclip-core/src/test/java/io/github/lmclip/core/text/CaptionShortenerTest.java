package io.github.lmclip.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.lmclip.golden.GoldenSource;
import org.junit.jupiter.api.Test;

class CaptionShortenerTest {

    private final ClipTokenizer tokenizer = ClipTokenizer.of(Vocabularies.of(GoldenSource.COMMITTED));

    @Test
    void leavesCaptionsThatFitAlone() {
        String caption = "a  photo of a dog ";
        assertSame(caption, CaptionShortener.of(tokenizer).shorten(caption));
    }

    @Test
    void dropsWordsFromTheEnd() {
        CaptionShortener shortener = new CaptionShortener(tokenizer, 6);
        assertEquals("! ? ! ?", shortener.shorten("! ?  ! ?\n! ? !"));
        assertEquals("! ?", shortener.shorten("! ? unbelievablylong"));
    }

    @Test
    void aFirstWordThatIsTooLongLeavesNothing() {
        assertEquals("", new CaptionShortener(tokenizer, 3).shorten("unbelievablylong dog"));
    }

    @Test
    void refusesALengthWithoutRoomForTheMarks() {
        assertEquals(
                "contextLength must be >= 2, got 0",
                assertThrows(IllegalArgumentException.class, () -> new CaptionShortener(tokenizer, 0))
                        .getMessage());
    }
}
