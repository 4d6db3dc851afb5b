package io.github.lmclip.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeOptionsTest {

    private static final DecodeOptions UPRIGHT = DecodeOptions.defaults().withUpright(true);

    /** The PNG holds what Pillow's {@code exif_transpose} makes of the JPEG. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsAsTheNoteSays(int orientation) {
        byte[] file = PictureFiles.resource("turned%d.jpg".formatted(orientation));
        String png = "turned%d.png".formatted(orientation);
        Bitmap expected = PictureDecoder.decode(PictureFiles.resource(png), png);
        Bitmap actual = PictureDecoder.decode(file, "turned", UPRIGHT);
        assertEquals(expected.width(), actual.width());
        assertArrayEquals(expected.samples(), actual.samples());
    }

    @Test
    void ignoresTheNoteAsPublishedByDefault() {
        Bitmap stored = PictureDecoder.decode(PictureFiles.resource("turned6.jpg"), "turned");
        assertEquals(24, stored.width());
        assertEquals(16, stored.height());
    }

    @Test
    void brokenNotesSayNothing() {
        byte[] file = PictureFiles.resource("turned6.jpg");
        for (int i = 0; i < file.length; i++) {
            if (file[i] == 'E' && file[i + 1] == 'x' && file[i + 2] == 'i') {
                file[i + 10] = 127;
            }
        }
        assertEquals(24, PictureDecoder.decode(file, "turned", UPRIGHT).width());
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        for (long limit : new long[] {0, PictureDecoder.MAX_PIXELS + 1}) {
            IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> DecodeOptions.defaults()
                    .withMaxPixels(limit));
            assertEquals("maxPixels must be in [1, 178956970], got " + limit, error.getMessage());
        }
    }
}
