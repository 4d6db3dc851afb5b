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

    /** Room for the longer start. */
    static final int START_LENGTH = JFIF_START.length;

    private static final int NO_ADOBE = -1;

    private boolean jfif;
    private int transform = NO_ADOBE;
    private int components;
    private boolean namedRgb;

    /** Takes note of an APP0 segment, its length field included. */
    void app0(byte[] bytes, int start, int length) {
        jfif |= length >= 16 && startsWith(bytes, start, JFIF_NAME);
    }

    /** Takes note of an APP14 segment, its length field included. */
    void app14(byte[] bytes, int start, int length) {
        if (length >= 14 && startsWith(bytes, start, ADOBE_NAME)) {
            transform = bytes[start + 13] & 0xff;
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

    /** Writes the marker that names the space before the segments at {@link #START_LENGTH}; returns where it begins. */
    int start(byte[] file) {
        byte[] start = space() == JpegFile.Space.YCC ? JFIF_START : RAW_START;
        System.arraycopy(start, 0, file, START_LENGTH - start.length, start.length);
        return START_LENGTH - start.length;
    }

    private static boolean startsWith(byte[] bytes, int segment, byte[] name) {
        return Arrays.equals(bytes, segment + 2, segment + 2 + name.length, name, 0, name.length);
    }
}
