package io.github.lmclip.data.image;

import java.util.Arrays;
import java.util.List;

/** Decodes an uncompressed Windows or OS/2 bitmap. */
final class BmpFile {

    private static final int OS2_HEADER = 12;
    private static final List<Integer> HEADERS = List.of(OS2_HEADER, 40, 64, 108, 124);
    private static final int RAW = 0;
    private static final int BIT_FIELDS = 3;

    private final PictureBytes in;
    private final long pixels;
    private final int headerSize;
    private long width;
    private long height;
    private boolean topDown;
    private int bits;
    private long compression;
    private long colours;

    private BmpFile(PictureBytes in) {
        this.in = in;
        in.seek(10);
        pixels = in.u32LittleEndian();
        long size = in.u32LittleEndian();
        if (!HEADERS.contains((int) size)) {
            throw in.broken("a BMP header of %d bytes, expected one of %s".formatted(size, HEADERS));
        }
        headerSize = (int) size;
    }

    static Bitmap decode(PictureBytes in) {
        BmpFile file = new BmpFile(in);
        file.readHeader();
        return file.bits <= 8 ? file.indexed() : file.coloured();
    }

    private void readHeader() {
        if (headerSize == OS2_HEADER) {
            width = in.u16LittleEndian();
            height = in.u16LittleEndian();
            in.skip(2);
            bits = in.u16LittleEndian();
        } else {
            width = in.u32LittleEndian();
            int signed = (int) in.u32LittleEndian();
            topDown = signed < 0;
            height = Math.abs((long) signed);
            in.skip(2);
            bits = in.u16LittleEndian();
            compression = in.u32LittleEndian();
            in.skip(12);
            colours = in.u32LittleEndian();
        }
        in.checkSize(width, height);
        if (!List.of(1, 4, 8, 16, 24, 32).contains(bits)) {
            throw in.broken("a BMP of %d bits a pixel, expected 1, 4, 8, 16, 24 or 32".formatted(bits));
        }
        if (compression != RAW && (compression != BIT_FIELDS || bits <= 8)) {
            throw in.broken("a BMP of compression %d, expected an uncompressed one".formatted(compression));
        }
    }

    private Bitmap indexed() {
        in.seek(14 + headerSize);
        byte[] palette = palette();
        long start = pixels == 0 ? in.position() : pixels;
        byte[] samples = new byte[checkedArea(start)];
        for (int y = 0; y < height; y++) {
            byte[] row = row(start, y);
            for (int x = 0; x < width; x++) {
                int bit = x * bits;
                samples[y * (int) width + x] =
                        (byte) ((row[bit >> 3] & 0xff) >> 8 - bits - (bit & 7) & (1 << bits) - 1);
            }
        }
        return bits == 8 && Palettes.isGrayRamp(palette)
                ? new Bitmap((int) width, (int) height, PixelMode.GRAY, samples, new byte[0])
                : new Bitmap((int) width, (int) height, PixelMode.PALETTE, samples, Palettes.filled(palette));
    }

    /** Returns the colours as red, green, blue; the file has them the other way round. */
    private byte[] palette() {
        long count = colours == 0 ? 1L << bits : colours;
        if (count > 256) {
            throw in.broken("a BMP palette of %d colours, expected at most 256".formatted(count));
        }
        byte[] palette = new byte[3 * (int) count];
        for (int i = 0; i < palette.length; i += 3) {
            palette[i + 2] = (byte) in.u8();
            palette[i + 1] = (byte) in.u8();
            palette[i] = (byte) in.u8();
            in.skip(headerSize == OS2_HEADER ? 0 : 1);
        }
        return palette;
    }

    private Bitmap coloured() {
        BmpLayout layout = BmpLayout.of(bits, compression == BIT_FIELDS ? masks() : new long[0], in);
        long start = pixels == 0 ? in.position() : pixels;
        int channels = layout.mode().samples();
        byte[] samples = new byte[checkedArea(start) * channels];
        for (int y = 0; y < height; y++) {
            byte[] row = row(start, y);
            for (int x = 0; x < width; x++) {
                layout.put(row, x, samples, (y * (int) width + x) * channels);
            }
        }
        return new Bitmap((int) width, (int) height, layout.mode(), samples, new byte[0]);
    }

    /** Returns the masks of red, green, blue and alpha; the smallest headers have none for alpha. */
    private long[] masks() {
        in.seek(14 + 40);
        long[] masks = new long[4];
        for (int i = 0; i < (headerSize >= 56 ? 4 : 3); i++) {
            masks[i] = in.u32LittleEndian();
        }
        return masks;
    }

    /** Returns the number of pixels, after a look at whether their bytes are there. */
    private int checkedArea(long start) {
        long end = start + (height - 1) * stride() + (width * bits + 7) / 8;
        if (start < 14 || end > in.length()) {
            throw in.broken("truncated: %d bytes came, expected at least %d".formatted(in.length(), end));
        }
        return (int) (width * height);
    }

    private long stride() {
        return (width * bits + 31) / 32 * 4;
    }

    private byte[] row(long start, int y) {
        long stored = topDown ? y : height - 1 - y;
        int from = (int) (start + stored * stride());
        return Arrays.copyOfRange(in.array(), from, from + (int) ((width * bits + 7) / 8));
    }
}
