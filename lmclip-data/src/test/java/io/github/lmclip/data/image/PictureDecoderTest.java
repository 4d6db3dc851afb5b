package io.github.lmclip.data.image;

import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_4BYTE_ABGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_BINARY;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static java.awt.image.BufferedImage.TYPE_BYTE_INDEXED;
import static java.awt.image.BufferedImage.TYPE_USHORT_GRAY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.golden.GoldenSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {

    private static final int WIDTH = 37;
    private static final int HEIGHT = 23;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsPngOfEachMode(boolean interlaced) {
        assertReads("png", TYPE_BYTE_GRAY, interlaced, PixelMode.GRAY);
        assertReads("png", TYPE_3BYTE_BGR, interlaced, PixelMode.RGB);
        assertReads("png", TYPE_4BYTE_ABGR, interlaced, PixelMode.RGBA);
        assertReads("png", TYPE_BYTE_INDEXED, interlaced, PixelMode.PALETTE);
        assertReads("png", TYPE_BYTE_BINARY, interlaced, PixelMode.PALETTE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsGif(boolean interlaced) {
        assertReads("gif", TYPE_BYTE_INDEXED, interlaced, PixelMode.PALETTE);
    }

    @Test
    void readsBmp() {
        assertReads("bmp", TYPE_3BYTE_BGR, false, PixelMode.RGB);
        assertReads("bmp", TYPE_BYTE_INDEXED, false, PixelMode.PALETTE);
        assertReads("bmp", TYPE_BYTE_BINARY, false, PixelMode.PALETTE);
        assertReads("bmp", TYPE_BYTE_GRAY, false, PixelMode.GRAY);
    }

    @Test
    void clipsGrayOfSixteenBits() {
        BufferedImage image = new BufferedImage(4, 1, TYPE_USHORT_GRAY);
        int[] levels = {0, 200, 256, 60_000};
        image.getRaster().setPixels(0, 0, 4, 1, levels);

        Bitmap bitmap = PictureDecoder.decode(PictureFiles.file(image, "png", false), "deep.png");

        assertEquals(PixelMode.GRAY, bitmap.mode());
        assertArrayEquals(new byte[] {0, (byte) 200, -1, -1}, bitmap.samples());
    }

    @Test
    void decodesEveryRealPhoto() throws IOException {
        try (Stream<Path> files = Files.walk(GoldenSource.shared("coco-real"))) {
            List<Path> photos =
                    files.filter(file -> file.toString().endsWith(".jpg")).toList();
            assertTrue(photos.size() > 100, photos.size() + " photos");
            for (Path photo : photos) {
                Bitmap bitmap = PictureDecoder.decode(photo);
                assertTrue(bitmap.width() > 16 && bitmap.height() > 16, photo.toString());
            }
        }
    }

    private static void assertReads(String format, int type, boolean interlaced, PixelMode mode) {
        BufferedImage image = PictureFiles.noise(WIDTH, HEIGHT, type);

        Bitmap bitmap = PictureDecoder.decode(PictureFiles.file(image, format, interlaced), "noise." + format);

        assertEquals(mode, bitmap.mode());
        assertEquals(WIDTH, bitmap.width());
        assertEquals(HEIGHT, bitmap.height());
        assertArrayEquals(PictureFiles.samples(image), bitmap.samples());
        if (mode == PixelMode.PALETTE) {
            assertArrayEquals(looked(image), bitmap.toRgb().samples());
        }
    }

    private static byte[] looked(BufferedImage image) {
        BufferedImage rgb = new BufferedImage(WIDTH, HEIGHT, TYPE_3BYTE_BGR);
        rgb.setRGB(0, 0, WIDTH, HEIGHT, image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH), 0, WIDTH);
        return PictureFiles.samples(rgb);
    }
}
