package io.github.lmclip.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BitmapTest {

    @Test
    void repeatsGray() {
        assertArrayEquals(bytes(9, 9, 9, 250, 250, 250), rgb(PixelMode.GRAY, 9, 250));
    }

    @Test
    void dropsAlphaWithoutBlending() {
        assertArrayEquals(bytes(9, 9, 9, 250, 250, 250), rgb(PixelMode.GRAY_ALPHA, 9, 0, 250, 77));
        assertArrayEquals(bytes(1, 2, 3, 4, 5, 6), rgb(PixelMode.RGBA, 1, 2, 3, 0, 4, 5, 6, 128));
    }

    @Test
    void looksUpPaletteEntriesAndTakesMissingOnesForBlack() {
        Bitmap bitmap = new Bitmap(2, 1, PixelMode.PALETTE, bytes(1, 200), bytes(1, 2, 3, 4, 5, 6));
        assertArrayEquals(bytes(4, 5, 6, 0, 0, 0), bitmap.toRgb().samples());
    }

    @Test
    void takesInkFromPaper() {
        assertArrayEquals(bytes(255, 0, 155, 0, 0, 0), rgb(PixelMode.CMYK, 0, 255, 100, 0, 0, 50, 255, 255));
        assertArrayEquals(bytes(94, 155, 0, 5, 5, 5), rgb(PixelMode.CMYK, 100, 0, 255, 100, 1, 2, 3, 250));
    }

    @Test
    void keepsRgb() {
        Bitmap bitmap = Bitmap.rgb(1, 1, bytes(1, 2, 3));
        assertSame(bitmap, bitmap.toRgb());
    }

    @Test
    void refusesSamplesOfAnotherSize() {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Bitmap.rgb(2, 2, bytes(1, 2, 3)));
        assertEquals("a 2 x 2 RGB bitmap has 12 bytes, got 3", error.getMessage());
    }

    /** Returns the RGB samples of a bitmap of two pixels. */
    private static byte[] rgb(PixelMode mode, int... samples) {
        return new Bitmap(2, 1, mode, bytes(samples), new byte[0]).toRgb().samples();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
