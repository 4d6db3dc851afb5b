package io.github.lmclip.data.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageReader;

/**
 * Decodes a WebP file (RFC 9649) with TwelveMonkeys' reader: lossless files to Pillow's pixels; lossy ones a few levels
 * off where colours change, as libwebp smooths colour between pixels and this reader does not.
 */
final class WebpFile {

    private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WEBP = "WEBP".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 12;

    private WebpFile() {}

    static boolean isWebp(byte[] bytes) {
        return bytes.length >= HEADER
                && Arrays.equals(bytes, 0, 4, RIFF, 0, 4)
                && Arrays.equals(bytes, 8, HEADER, WEBP, 0, 4);
    }

    static Bitmap decode(PictureBytes in) {
        in.seek(4);
        long end = in.u32LittleEndian() + 8;
        if (end > in.length()) {
            throw in.broken("truncated: %d bytes came, expected at least %d".formatted(in.length(), end));
        }
        checkSize(in);
        ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
        try (ByteArrayImageStream stream = new ByteArrayImageStream(in.array(), 0, in.length())) {
            reader.setInput(stream, true, true);
            return bitmap(reader.read(0));
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException e) {
            throw in.broken("damaged WebP (" + e + "), expected one that decodes", e);
        } finally {
            reader.dispose();
        }
    }

    /** Looks at the size in the first chunk, whichever of the three kinds it is. */
    private static void checkSize(PictureBytes in) {
        in.seek(HEADER);
        String kind = new String(in.take(4), StandardCharsets.ISO_8859_1);
        in.skip(4);
        switch (kind) {
            case "VP8 " -> {
                in.skip(6);
                in.checkSize(in.u16LittleEndian() & 0x3fff, in.u16LittleEndian() & 0x3fff);
            }
            case "VP8L" -> {
                in.skip(1);
                long sizes = in.u32LittleEndian();
                in.checkSize((sizes & 0x3fff) + 1, (sizes >> 14 & 0x3fff) + 1);
            }
            case "VP8X" -> {
                in.skip(4);
                in.checkSize(u24(in) + 1, u24(in) + 1);
            }
            default -> throw in.broken("a WebP that starts with chunk %s, expected VP8, VP8L or VP8X".formatted(kind));
        }
    }

    private static long u24(PictureBytes in) {
        return in.u16LittleEndian() | (long) in.u8() << 16;
    }

    private static Bitmap bitmap(BufferedImage image) {
        boolean alpha = image.getColorModel().hasAlpha();
        int bands = alpha ? 4 : 3;
        Raster raster = image.getRaster();
        byte[] samples = new byte[image.getWidth() * image.getHeight() * bands];
        int[] row = new int[image.getWidth() * raster.getNumBands()];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(0, y, image.getWidth(), 1, row);
            int start = y * image.getWidth() * bands;
            for (int i = 0; i < image.getWidth() * bands; i++) {
                samples[start + i] = (byte) row[i];
            }
        }
        PixelMode mode = alpha ? PixelMode.RGBA : PixelMode.RGB;
        return new Bitmap(image.getWidth(), image.getHeight(), mode, samples, new byte[0]);
    }
}
