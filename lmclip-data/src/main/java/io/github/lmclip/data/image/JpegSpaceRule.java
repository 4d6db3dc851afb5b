package io.github.lmclip.data.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** libjpeg's rule for the colour space of a JPEG file, and the one marker that makes every reader agree with it. */
final class JpegSpaceRule {

    private static final byte[] JFIF_NAME = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE_NAME = "Adobe".getBytes(StandardCharsets.US_ASCII);

    /** Start of image, then a JFIF 1.1 segment without density or thumbnail: components are YCbCr. */
    private static final byte[] JFIF_START = {
        -1, (byte) 0xd8, -1, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };
    /** Start of image, then an Adobe segment with transform 0: components are to be left alone. */
    private static final byte[] RAW_START = {
        -1, (byte) 0xd8, -1, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };

    private static final byte[] END = {-1, (byte) 0xd9};
    private static final int NO_ADOBE = -1;

    private boolean jfif;
    private int transform = NO_ADOBE;
    private int components;
    private boolean namedRgb;

    /** Takes note of an APP0 segment, its length field included. */
    void app0(byte[] segment) {
        jfif |= segment.length >= 16 && startsWith(segment, JFIF_NAME);
    }

    /** Takes note of an APP14 segment, its length field included. */
    void app14(byte[] segment) {
        if (segment.length >= 14 && startsWith(segment, ADOBE_NAME)) {
            transform = segment[13] & 0xff;
        }
    }

    /** Takes note of the frame segment, its length field included. */
    void frame(byte[] segment, int count) {
        components = count;
        namedRgb = count == 3 && segment[8] == 'R' && segment[11] == 'G' && segment[14] == 'B';
    }

    JpegFile.Space space() {
        if (components == 1) {
            return JpegFile.Space.GRAY;
        }
        if (components == 4) {
            return transform == NO_ADOBE || transform == 0 ? JpegFile.Space.CMYK : JpegFile.Space.YCCK;
        }
        boolean rgb = !jfif && (transform == NO_ADOBE ? namedRgb : transform == 0);
        return rgb ? JpegFile.Space.RGB : JpegFile.Space.YCC;
    }

    /** Returns a file of the segments in {@code body}, led by the marker that names the space. */
    byte[] file(byte[] body) {
        byte[] start = space() == JpegFile.Space.YCC ? JFIF_START : RAW_START;
        byte[] file = Arrays.copyOf(start, start.length + body.length + END.length);
        System.arraycopy(body, 0, file, start.length, body.length);
        System.arraycopy(END, 0, file, start.length + body.length, END.length);
        return file;
    }

    private static boolean startsWith(byte[] segment, byte[] name) {
        return Arrays.equals(segment, 2, 2 + name.length, name, 0, name.length);
    }
}
