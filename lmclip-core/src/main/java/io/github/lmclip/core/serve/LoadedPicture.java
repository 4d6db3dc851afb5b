package io.github.lmclip.core.serve;

import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.image.PictureDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;

/** Pictures that are in memory already. */
record LoadedPicture(String name, Bitmap bitmap) implements Picture {

    /** More than any photo has, and far less than a stream without end. */
    private static final int MOST_BYTES = 1 << 28;

    private static final int CHANNELS = 3;

    /** Reads the stream to its end and decodes it; it stays the caller's to close. */
    static LoadedPicture of(InputStream stream) {
        try {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new PictureException("the stream has more than %d bytes".formatted(MOST_BYTES));
            }
            return new LoadedPicture("stream", PictureDecoder.decode(bytes, "stream"));
        } catch (IOException e) {
            throw new PictureException("the stream cannot be read: " + e.getMessage(), e);
        }
    }

    /** Takes the colours; transparency is dropped, as it is of files. */
    static LoadedPicture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] samples = new byte[Math.multiplyExact(width, Math.multiplyExact(height, CHANNELS))];
        int[] row = new int[width];
        for (int y = 0, at = 0; y < height; y++) {
            readRow(image, y, row);
            for (int colour : row) {
                samples[at++] = (byte) (colour >> 16);
                samples[at++] = (byte) (colour >> 8);
                samples[at++] = (byte) colour;
            }
        }
        return new LoadedPicture("image", Bitmap.rgb(width, height, samples));
    }

    /** Gray levels are taken as they are: getRGB would bend them, since AWT holds them for linear light. */
    private static void readRow(BufferedImage image, int y, int... row) {
        if (image.getType() != BufferedImage.TYPE_BYTE_GRAY) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            return;
        }
        image.getRaster().getSamples(0, y, row.length, 1, 0, row);
        for (int x = 0; x < row.length; x++) {
            row[x] *= 0x010101;
        }
    }
}
