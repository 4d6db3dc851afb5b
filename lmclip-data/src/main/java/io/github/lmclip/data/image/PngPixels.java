package io.github.lmclip.data.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates and unfilters the rows of a PNG file, pass by pass, and hands them on as 8 bit samples. */
final class PngPixels {

    /** First column, first row, column step, row step of each of Adam7's passes. */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

    /** The most bytes that a byte of a deflate stream can stand for. */
    private static final long MAX_INFLATION = 1032;

    private final PngFile file;
    private final PictureBytes source;
    private final Inflater inflater;

    private PngPixels(PngFile file, PictureBytes source, Inflater inflater) {
        this.file = file;
        this.source = source;
        this.inflater = inflater;
    }

    static Bitmap decode(PngFile file, PictureBytes source) {
        long rows = (long) file.height() * ((long) file.width() * file.channels() * file.depth() / 8);
        if (rows > (file.data().length + 1L) * MAX_INFLATION) {
            throw source.broken("%d compressed bytes for %d x %d pixels, expected at least %d"
                    .formatted(file.data().length, file.width(), file.height(), rows / MAX_INFLATION));
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(file.data());
            return new PngPixels(file, source, inflater).decode();
        } catch (DataFormatException e) {
            throw source.broken("damaged PNG data (" + e.getMessage() + "), expected a zlib stream", e);
        } finally {
            inflater.end();
        }
    }

    private Bitmap decode() throws DataFormatException {
        PngSamples target = PngSamples.of(file);
        for (int[] pass : file.interlaced() ? ADAM7 : ONE_PASS) {
            int columns = (file.width() - pass[0] + pass[2] - 1) / pass[2];
            if (columns > 0) {
                decodePass(pass, columns, target);
            }
        }
        // one byte more than the rows lets the inflater compare its checksum
        inflater.inflate(new byte[1]);
        return target.bitmap();
    }

    private void decodePass(int[] pass, int columns, PngSamples target) throws DataFormatException {
        int bits = file.channels() * file.depth();
        int step = Math.max(1, bits / 8);
        int length = Math.toIntExact(((long) columns * bits + 7) / 8);
        byte[] above = new byte[length];
        byte[] row = new byte[length];
        byte[] filter = new byte[1];
        for (int y = pass[1]; y < file.height(); y += pass[3]) {
            inflate(filter);
            inflate(row);
            unfilter(filter[0], row, above, step);
            target.put(row, columns, y, pass[0], pass[2]);
            byte[] spare = above;
            above = row;
            row = spare;
        }
    }

    private void inflate(byte[] target) throws DataFormatException {
        int filled = 0;
        while (filled < target.length) {
            int count = inflater.inflate(target, filled, target.length - filled);
            if (count == 0 && (inflater.finished() || inflater.needsInput() || inflater.needsDictionary())) {
                throw source.broken("PNG data ends after %d bytes, expected more for %d x %d pixels"
                        .formatted(inflater.getBytesWritten(), file.width(), file.height()));
            }
            filled += count;
        }
    }

    private void unfilter(int filter, byte[] row, byte[] above, int step) {
        switch (filter) {
            case 0 -> {}
            case 1 -> {
                for (int i = step; i < row.length; i++) {
                    row[i] += row[i - step];
                }
            }
            case 2 -> {
                for (int i = 0; i < row.length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> average(row, above, step);
            case 4 -> paeth(row, above, step);
            default -> throw source.broken("a PNG row of filter %d, expected 0 to 4".formatted(filter));
        }
    }

    private static void average(byte[] row, byte[] above, int step) {
        for (int i = 0; i < row.length; i++) {
            int left = i < step ? 0 : row[i - step] & 0xff;
            row[i] += (byte) (left + (above[i] & 0xff) >> 1);
        }
    }

    private static void paeth(byte[] row, byte[] above, int step) {
        for (int i = 0; i < row.length; i++) {
            int a = i < step ? 0 : row[i - step] & 0xff;
            int b = above[i] & 0xff;
            int c = i < step ? 0 : above[i - step] & 0xff;
            int fromA = Math.abs(b - c);
            int fromB = Math.abs(a - c);
            int fromC = Math.abs(a + b - 2 * c);
            row[i] += (byte) (fromA <= fromB && fromA <= fromC ? a : fromB <= fromC ? b : c);
        }
    }
}
