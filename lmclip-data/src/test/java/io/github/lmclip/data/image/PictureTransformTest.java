package io.github.lmclip.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureTransformTest {

    private static final PictureTransform SMALL = PictureTransform.LM_CLIP.withSize(8);
    private static final Bitmap PICTURE =
            Bitmap.rgb(21, 13, PictureFiles.samples(PictureFiles.noise(21, 13, BufferedImage.TYPE_3BYTE_BGR)));

    @Test
    void exchangesLeftAndRightAfterTheResize() {
        float[] plain = SMALL.apply(PICTURE);
        float[] flipped = new float[plain.length];
        SMALL.apply(PICTURE, true, flipped, 0);
        float[] back = new float[plain.length];
        for (int i = 0; i < plain.length; i++) {
            back[i] = flipped[i / 8 * 8 + 7 - i % 8];
        }
        assertArrayEquals(plain, back);
    }

    @Test
    void writesAtTheOffsetAndNowhereElse() {
        float[] plain = SMALL.apply(PICTURE);
        float[] batch = new float[3 * plain.length];
        Arrays.fill(batch, Float.NaN);
        SMALL.apply(PICTURE, false, batch, plain.length);
        assertArrayEquals(plain, Arrays.copyOfRange(batch, plain.length, 2 * plain.length));
        for (int i = 0; i < plain.length; i++) {
            assertEquals(Float.NaN, batch[i]);
            assertEquals(Float.NaN, batch[2 * plain.length + i]);
        }
    }

    @Test
    void normalisesAKeptSquareToTheSameValues() {
        float[] values = new float[SMALL.length()];
        SMALL.normalise(SMALL.frame(PICTURE), false, values, 0);
        assertArrayEquals(SMALL.apply(PICTURE), values);
    }

    @Test
    void isOfTwoHundredAndTwentyFourPixelsByDefault() {
        assertEquals(3 * 224 * 224, PictureTransform.LM_CLIP.length());
        assertEquals(3 * 224 * 224, PictureTransform.OPENAI_CLIP.length());
    }

    @Test
    void framesAPictureOfOnePixelColumn() {
        Bitmap thin = new Bitmap(1, 300, PixelMode.GRAY, new byte[300], new byte[0]);
        assertEquals(224, PictureTransform.OPENAI_CLIP.frame(thin).width());
        assertEquals(224, PictureTransform.LM_CLIP.frame(thin).height());
    }

    @Test
    void refusesATargetThatIsTooShort() {
        float[] target = new float[SMALL.length()];
        assertThrows(IndexOutOfBoundsException.class, () -> SMALL.apply(PICTURE, false, target, 1));
    }

    @Test
    void refusesASquareOfAnotherSize() {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> SMALL.normalise(PICTURE, false, new float[999], 0));
        assertEquals("a 21 x 13 RGB bitmap came, expected 8 x 8 RGB", error.getMessage());
    }

    @Test
    void refusesSizeZeroAndDeviationZero() {
        IllegalArgumentException size = assertThrows(IllegalArgumentException.class, () -> SMALL.withSize(0));
        assertEquals("size must be >= 1, got 0", size.getMessage());
        ColourTriple none = new ColourTriple(1, 0, 1);
        IllegalArgumentException std = assertThrows(
                IllegalArgumentException.class,
                () -> new PictureTransform(Framing.SQUASH, Resampling.BILINEAR, 8, SMALL.mean(), none));
        assertEquals("std must be > 0, got " + none, std.getMessage());
    }
}
