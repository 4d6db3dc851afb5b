package io.github.lmclip.data.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** EXIF's note of how the camera was held (Exif 2.3, tag 0x0112): 1 is upright, the others turn or mirror. */
final class ExifOrientation {

    static final int UPRIGHT = 1;

    private static final byte[] NAME = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int TAG = 0x0112;
    private static final int ENTRY_BYTES = 12;

    private ExifOrientation() {}

    /** Returns what an APP1 segment says between {@code from} and {@code to}; {@code otherwise} if nothing. */
    static int inSegment(byte[] bytes, int from, int to, int otherwise) {
        int tiff = from + NAME.length;
        if (tiff > to || !Arrays.equals(bytes, from, tiff, NAME, 0, NAME.length)) {
            return otherwise;
        }
        try {
            int found = inTiff(ByteBuffer.wrap(bytes, tiff, to - tiff).slice());
            return found >= 1 && found <= 8 ? found : otherwise;
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // a broken note says nothing, and Pillow, too, goes on
            return otherwise;
        }
    }

    private static int inTiff(ByteBuffer tiff) {
        tiff.order(tiff.getShort() == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            if ((tiff.getShort(entry) & 0xffff) == TAG) {
                return tiff.getShort(entry + 8) & 0xffff;
            }
        }
        return 0;
    }

    /** Returns the picture as it was meant to be seen; itself where it already is. */
    static Bitmap upright(Bitmap from, int orientation) {
        if (orientation == UPRIGHT) {
            return from;
        }
        boolean turned = orientation >= 5;
        int width = turned ? from.height() : from.width();
        int height = turned ? from.width() : from.height();
        boolean mirroredAcross = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean mirroredDown = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int bands = from.mode().samples();
        byte[] samples = new byte[from.samples().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = turned ? y : x;
                int row = turned ? x : y;
                int sourceX = mirroredAcross ? from.width() - 1 - column : column;
                int sourceY = mirroredDown ? from.height() - 1 - row : row;
                int source = (sourceY * from.width() + sourceX) * bands;
                System.arraycopy(from.samples(), source, samples, (y * width + x) * bands, bands);
            }
        }
        return new Bitmap(width, height, from.mode(), samples, from.palette());
    }
}
