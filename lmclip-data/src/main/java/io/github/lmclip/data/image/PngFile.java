package io.github.lmclip.data.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * What counts of a PNG file (ISO/IEC 15948): header, palette and compressed rows; all other chunks are passed over.
 *
 * @param width pixels per row
 * @param height rows
 * @param depth bits a sample: 1, 2, 4, 8 or 16
 * @param colour PNG's colour type: 0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGBA
 * @param interlaced whether the rows come in Adam7's seven passes
 * @param palette 3 bytes an entry; empty where there is none
 * @param data the zlib stream
 */
record PngFile(int width, int height, int depth, int colour, boolean interlaced, byte[] palette, byte[] data) {

    static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

    /** Reads the chunks up to the end chunk, which must be there. */
    static PngFile read(PictureBytes in) {
        in.skip(SIGNATURE.length());
        byte[] header = header(in);
        byte[] palette = {};
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (String type = ""; !type.equals("IEND"); ) {
            long length = in.u32();
            type = new String(in.take(4), StandardCharsets.ISO_8859_1);
            if (type.equals("PLTE")) {
                palette = checked(in, type, length);
            } else if (type.equals("IDAT")) {
                data.writeBytes(in.take(length));
                in.skip(4);
            } else {
                in.skip(length + 4);
            }
        }
        return of(header, palette, data.toByteArray(), in);
    }

    /** Returns how many samples a stored pixel has. */
    int channels() {
        return switch (colour) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    private static byte[] header(PictureBytes in) {
        long length = in.u32();
        String type = new String(in.take(4), StandardCharsets.ISO_8859_1);
        if (!type.equals("IHDR") || length != 13) {
            throw in.broken("a PNG whose first chunk is %s of %d bytes, expected IHDR of 13".formatted(type, length));
        }
        return checked(in, type, length);
    }

    private static PngFile of(byte[] header, byte[] palette, byte[] data, PictureBytes in) {
        PictureBytes fields = new PictureBytes("IHDR", header, PictureDecoder.MAX_PIXELS);
        long width = fields.u32();
        long height = fields.u32();
        in.checkSize(width, height);
        int depth = fields.u8();
        int colour = fields.u8();
        int compression = fields.u8();
        int filter = fields.u8();
        int interlace = fields.u8();
        if (!exists(colour, depth) || compression != 0 || filter != 0 || interlace > 1) {
            throw in.broken(("a PNG of colour type %d, %d bits, compression %d, filter %d, interlace %d,"
                            + " expected a combination of the standard")
                    .formatted(colour, depth, compression, filter, interlace));
        }
        return new PngFile((int) width, (int) height, depth, colour, interlace == 1, palette, data);
    }

    private static boolean exists(int colour, int depth) {
        return switch (colour) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case 2, 4, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
    }

    /** Returns the content of a chunk after comparing its checksum. */
    private static byte[] checked(PictureBytes in, String type, long length) {
        byte[] content = in.take(length);
        long stored = in.u32();
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.ISO_8859_1));
        crc.update(content);
        if (crc.getValue() != stored) {
            throw in.broken(
                    "a PNG whose %s chunk has checksum %08x, expected %08x".formatted(type, stored, crc.getValue()));
        }
        return content;
    }
}
