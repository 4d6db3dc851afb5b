package io.github.lmclip.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.lmclip.golden.GoldenSource;
import org.junit.jupiter.api.Test;

class CaptionShortenerTest {

    private final ClipTokenizer tokenizer = new ClipTokenizer(Vocabularies.of(GoldenSource.COMMITTED));

    @Test
    void leavesCaptionsThatFitAlone() {
        String caption = "a  photo of a dog ";
        assertSame(caption, CaptionShortener.shorten(caption, tokenizer, ClipTokenizer.CONTEXT_LENGTH));
    }

    @Test
    void dropsWordsFromTheEnd() {
        assertEquals("! ? ! ?", CaptionShortener.shorten("! ?  ! ?\n! ? !", tokenizer, 6));
        assertEquals("! ?", CaptionShortener.shorten("! ? unbelievablylong", tokenizer, 6));
    }

    @Test
    void aFirstWordThatIsTooLongLeavesNothing() {
        assertEquals("", CaptionShortener.shorten("unbelievablylong dog", tokenizer, 3));
    }

    @Test
    void refusesALengthWithoutRoomForTheMarks() {
        assertEquals(
                "contextLength must be >= 2, got 0",
                assertThrows(IllegalArgumentException.class, () -> CaptionShortener.shorten("a", tokenizer, 0))
                        .getMessage());
    }
}
