package io.github.lmclip.data.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Decodes the first frame of a GIF file (GIF89a specification), on a canvas that holds it whole. */
final class GifFile {

    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2c;
    private static final int GRAPHIC_CONTROL = 0xf9;
    /** First row and row step of each of the four interlaced passes. */
    private static final int[][] INTERLACED = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

    private static final int[][] ONE_PASS = {{0, 1}};

    private final PictureBytes in;
    private byte[] palette = {};
    private byte background;

    private GifFile(PictureBytes in) {
        this.in = in;
    }

    static Bitmap decode(PictureBytes in) {
        return new GifFile(in).decode();
    }

    private Bitmap decode() {
        in.skip(6);
        int width = in.u16LittleEndian();
        int height = in.u16LittleEndian();
        int flags = in.u8();
        in.skip(2);
        readPalette(flags);
        skipToFrame();
        Window frame =
                new Window(in.u16LittleEndian(), in.u16LittleEndian(), in.u16LittleEndian(), in.u16LittleEndian());
        width = Math.max(width, frame.x() + frame.width());
        height = Math.max(height, frame.y() + frame.height());
        in.checkSize(frame.width(), frame.height());
        in.checkSize(width, height);
        return bitmap(width, height, canvas(width, height, frame));
    }

    /** Reads the frame and lays it on the background. */
    private byte[] canvas(int width, int height, Window frame) {
        int flags = in.u8();
        readPalette(flags);
        byte[] indices = new GifCode(in.u8(), blocks(), frame.width() * frame.height(), in).read();
        byte[] canvas = new byte[width * height];
        Arrays.fill(canvas, background);
        int next = 0;
        for (int[] pass : (flags & 0x40) != 0 ? INTERLACED : ONE_PASS) {
            for (int y = pass[0]; y < frame.height(); y += pass[1], next += frame.width()) {
                System.arraycopy(indices, next, canvas, (frame.y() + y) * width + frame.x(), frame.width());
            }
        }
        return canvas;
    }

    private Bitmap bitmap(int width, int height, byte[] samples) {
        return Palettes.isGrayRamp(palette)
                ? new Bitmap(width, height, PixelMode.GRAY, samples, new byte[0])
                : new Bitmap(width, height, PixelMode.PALETTE, samples, Palettes.filled(palette));
    }

    private void readPalette(int flags) {
        if ((flags & 0x80) != 0) {
            palette = in.take(3L << (flags & 7) + 1);
        }
    }

    private void skipToFrame() {
        for (int tag = in.u8(); tag != FRAME; tag = in.u8()) {
            if (tag == ';') {
                throw in.broken("a GIF that ends before its first frame, expected one");
            }
            if (tag == EXTENSION) {
                int kind = in.u8();
                byte[] content = blocks();
                // what the frame leaves free shows the transparent colour
                if (kind == GRAPHIC_CONTROL && content.length >= 4 && (content[0] & 1) != 0) {
                    background = content[3];
                }
            }
        }
    }

    private byte[] blocks() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int size = in.u8(); size != 0; size = in.u8()) {
            content.writeBytes(in.take(size));
        }
        return content.toByteArray();
    }
}
