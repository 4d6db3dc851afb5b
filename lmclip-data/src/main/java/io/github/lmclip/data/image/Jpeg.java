package io.github.lmclip.data.image;

import io.github.lmclip.data.PictureException;
import java.io.ByteArrayOutputStream;

/**
 * A JPEG's segments, and the file rewritten so that the JDK decodes it as libjpeg does: without colour profiles and
 * comments, which it would apply or stumble over, and with a JFIF marker where three components are YCbCr without saying
 * so.
 */
final class Jpeg {

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COM = 0xfe;

    private static final byte[] JFIF = {
        (byte) 0xff, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };

    private final String name;
    private final byte[] bytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean jfif;
    private int adobeTransform = -1;
    private int width;
    private int height;
    private byte[] componentIds = {};

    private Jpeg(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    static boolean isJpeg(byte[] bytes) {
        return bytes.length > 3 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == SOI && (bytes[2] & 0xff) == 0xff;
    }

    /**
     * Reads the segments up to the first scan.
     *
     * @throws PictureException if the file is cut off
     */
    static Jpeg read(byte[] bytes, String name) {
        Jpeg jpeg = new Jpeg(name, bytes);
        jpeg.segments();
        return jpeg;
    }

    private void segments() {
        int position = 2;
        while (true) {
            while (at(position) == 0xff && at(position + 1) == 0xff) {
                position++;
            }
            if (at(position) != 0xff) {
                throw broken("has no marker at byte " + position);
            }
            int marker = at(position + 1);
            int length = at(position + 2) << 8 | at(position + 3);
            int end = position + 2 + length;
            if (length < 2 || end > bytes.length) {
                throw broken("ends inside a segment");
            }
            if (marker == SOS) {
                requireEnd(end);
                kept.write(bytes, position, bytes.length - position);
                return;
            }
            segment(marker, position, end);
            position = end;
        }
    }

    private void segment(int marker, int position, int end) {
        boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame) {
            frame(position + 4, end);
        }
        boolean keep = marker < APP0 || marker > APP15 && marker != COM;
        if (marker == APP0 && startsWith(position + 4, end, "JFIF\0")) {
            jfif = true;
            keep = true;
        } else if (marker == APP14 && startsWith(position + 4, end, "Adobe") && end - position >= 16) {
            adobeTransform = at(position + 15);
            keep = true;
        }
        if (keep) {
            kept.write(bytes, position, end - position);
        }
    }

    private void frame(int start, int end) {
        height = at(start + 1) << 8 | at(start + 2);
        width = at(start + 3) << 8 | at(start + 4);
        int count = at(start + 5);
        if (start + 6 + 3 * count > end) {
            throw broken("has a broken frame header");
        }
        componentIds = new byte[count];
        for (int i = 0; i < count; i++) {
            componentIds[i] = (byte) at(start + 6 + 3 * i);
        }
    }

    /** Looks for the end marker behind the first scan; where it lacks, Pillow calls the file truncated. */
    private void requireEnd(int from) {
        for (int i = bytes.length - 2; i >= from; i--) {
            if (at(i) == 0xff && at(i + 1) == EOI) {
                return;
            }
        }
        throw broken("ends without an end marker");
    }

    private boolean startsWith(int position, int end, String text) {
        if (end - position < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (at(position + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int at(int position) {
        if (position >= bytes.length) {
            throw broken("ends after " + bytes.length + " bytes");
        }
        return bytes[position] & 0xff;
    }

    private PictureException broken(String complaint) {
        return new PictureException("%s %s, expected a whole JPEG".formatted(name, complaint));
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int components() {
        return componentIds.length;
    }

    /** Returns the colour transform that Adobe's marker states, -1 where there is no such marker. */
    int adobeTransform() {
        return adobeTransform;
    }

    /** Returns the file without what would mislead the JDK. */
    byte[] stripped() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(kept.size() + JFIF.length + 2);
        out.write(0xff);
        out.write(SOI);
        boolean silent = componentIds.length == 3 && !jfif && adobeTransform < 0;
        boolean namedRgb = silent && componentIds[0] == 'R' && componentIds[1] == 'G' && componentIds[2] == 'B';
        if (silent && !namedRgb) {
            out.writeBytes(JFIF);
        }
        out.writeBytes(kept.toByteArray());
        return out.toByteArray();
    }
}
