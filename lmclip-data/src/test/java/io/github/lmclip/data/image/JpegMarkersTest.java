package io.github.lmclip.data.image;

import static io.github.lmclip.data.image.PictureFiles.splice;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** Which markers of a JPEG file change its pixels, and which do not. */
class JpegMarkersTest {

    /** Of a file that the JDK writes: the end of the JFIF segment that follows the start marker. */
    private static final int JFIF_END = 20;

    private static final byte[] FILE =
            PictureFiles.file(PictureFiles.noise(24, 17, BufferedImage.TYPE_3BYTE_BGR), "jpg", false);
    private static final byte[] PIXELS =
            PictureDecoder.decode(FILE, "plain.jpg").samples();

    @Test
    void ignoresProfilesExifAndComments() {
        byte[] exif = {-1, (byte) 0xe1, 0, 10, 'E', 'x', 'i', 'f', 0, 0, -1, (byte) 0xd9};
        byte[] profile = {-1, (byte) 0xe2, 0, 16, 'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1};
        byte[] comment = {-1, (byte) 0xfe, 0, 4, 'h', 'i'};
        assertArrayEquals(PIXELS, decode(splice(FILE, JFIF_END, JFIF_END, exif)));
        assertArrayEquals(PIXELS, decode(splice(FILE, JFIF_END, JFIF_END, profile)));
        assertArrayEquals(PIXELS, decode(splice(FILE, JFIF_END, JFIF_END, comment)));
    }

    @Test
    void ignoresWhatFollowsTheEnd() {
        assertArrayEquals(PIXELS, decode(splice(FILE, FILE.length, FILE.length, (byte) 1, (byte) 2)));
    }

    @Test
    void takesThreeComponentsWithoutMarkerForLumaAndChroma() {
        assertArrayEquals(PIXELS, decode(splice(FILE, 2, JFIF_END)));
    }

    @Test
    void believesTheAdobeMarkerOnlyWithoutJfif() {
        byte[] gray = PictureFiles.file(PictureFiles.plain(8, 8, 0x505050), "jpg", false);
        byte[] adobe = {-1, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};

        byte[] converted = decode(splice(gray, JFIF_END, JFIF_END, adobe));
        byte[] stored = decode(splice(gray, 2, JFIF_END, adobe));

        assertPixel(0x50, 0x50, 0x50, converted);
        assertPixel(0x50, 128, 128, stored);
    }

    private static void assertPixel(int red, int green, int blue, byte[] samples) {
        assertEquals(red, samples[0] & 0xff);
        assertEquals(green, samples[1] & 0xff);
        assertEquals(blue, samples[2] & 0xff);
    }

    private static byte[] decode(byte[] file) {
        Bitmap bitmap = PictureDecoder.decode(file, "marked.jpg");
        assertEquals(PixelMode.RGB, bitmap.mode());
        return bitmap.samples();
    }
}
