package io.github.lmclip.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.PictureException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebP files beside what Pillow makes of them, stored as PNG. */
class WebpTest {

    /** Mean distance in levels: colour between pixels is smoothed by Pillow and repeated here. */
    private static final double LOSSY_TOLERANCE = 6;

    @ParameterizedTest
    @ValueSource(strings = {"lossless", "alpha"})
    void losslessFilesHavePillowsPixels(String name) {
        Bitmap expected = decode(name + ".png");
        Bitmap actual = decode(name + ".webp");
        assertEquals(expected.mode(), actual.mode());
        assertEquals(expected.width(), actual.width());
        assertArrayEquals(expected.samples(), actual.samples());
    }

    @Test
    void lossyFilesAreAFewLevelsFromPillows() {
        byte[] expected = decode("lossy.png").samples();
        byte[] actual = decode("lossy.webp").samples();
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            sum += Math.abs((expected[i] & 0xff) - (actual[i] & 0xff));
        }
        assertEquals(expected.length, actual.length);
        assertEquals(0, sum / expected.length, LOSSY_TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossless", "lossy", "alpha"})
    void refusesAFileCutAtAnyByte(String name) {
        byte[] whole = PictureFiles.resource(name + ".webp");
        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(PictureException.class, () -> PictureDecoder.decode(cut, "cut.webp"), "at " + length);
        }
    }

    @Test
    void refusesAClaimAboveTheLimitFromItsHeader() {
        DecodeOptions small = DecodeOptions.defaults().withMaxPixels(43 * 31 - 1);
        for (String name : new String[] {"lossless", "lossy", "alpha"}) {
            byte[] file = PictureFiles.resource(name + ".webp");
            String message = assertThrows(PictureException.class, () -> PictureDecoder.decode(file, name, small))
                    .getMessage();
            assertEquals(name + ": claims 43 x 31 pixels, expected at most 1332 in all", message);
        }
    }

    @Test
    void saysWhichChunkItDoesNotKnow() {
        byte[] file = PictureFiles.resource("lossless.webp");
        file[12] = 'X';
        String message = assertThrows(PictureException.class, () -> PictureDecoder.decode(file, "odd.webp"))
                .getMessage();
        assertTrue(message.startsWith("odd.webp: a WebP that starts with chunk XP8L, expected VP8"), message);
    }

    private static Bitmap decode(String name) {
        return PictureDecoder.decode(PictureFiles.resource(name), name);
    }
}
