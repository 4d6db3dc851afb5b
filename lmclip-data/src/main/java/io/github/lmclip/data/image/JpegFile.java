package io.github.lmclip.data.image;

import java.util.Arrays;

/**
 * A JPEG file without what must not touch its pixels: profiles, EXIF, thumbnails and comments are gone, and of the
 * markers that tell the colour space only the one that libjpeg would have heeded is left.
 *
 * @param width pixels per row
 * @param height rows
 * @param space what the stored components mean
 * @param orientation EXIF's: 1 upright, up to 8; 1 where the file says nothing
 * @param bytes holds the file that is left
 * @param start where it starts in {@code bytes}
 * @param end where it ends in {@code bytes}
 */
record JpegFile(int width, int height, Space space, int orientation, byte[] bytes, int start, int end) {

    /** What the stored components mean. */
    enum Space {
        GRAY,
        RGB,
        YCC,
        CMYK,
        YCCK
    }

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COMMENT = 0xfe;

    /** Reads the structure up to the end marker, which must be there. */
    static JpegFile read(PictureBytes in) {
        return new Walk(in).read();
    }

    private static final class Walk {

        private final PictureBytes in;
        private final byte[] kept;
        private final JpegSpaceRule rule = new JpegSpaceRule();
        private int end = JpegSpaceRule.START_LENGTH;
        private int orientation = ExifOrientation.UPRIGHT;
        private int width;
        private int height;
        private boolean scanned;

        Walk(PictureBytes in) {
            this.in = in;
            this.kept = new byte[JpegSpaceRule.START_LENGTH + in.length()];
        }

        JpegFile read() {
            in.skip(2);
            for (int marker = nextMarker(); marker != EOI; marker = nextMarker()) {
                if (marker == SOI) {
                    throw in.broken("a second start marker at byte %d, expected one JPEG".formatted(in.position()));
                }
                if (marker != 0x01 && !isRestart(marker)) {
                    segment(marker);
                }
            }
            if (width == 0 || !scanned) {
                throw in.broken(
                        "a JPEG without a %s, expected frame and scans".formatted(width == 0 ? "frame" : "scan"));
            }
            keep(new byte[] {-1, (byte) EOI}, 0, 2);
            return new JpegFile(width, height, rule.space(), orientation, kept, rule.start(kept), end);
        }

        private int nextMarker() {
            int code = 0;
            while (code == 0) {
                while (next() != 0xff) {
                    // libjpeg, too, skips what lies between segments
                }
                do {
                    code = next();
                } while (code == 0xff);
            }
            return code;
        }

        private int next() {
            if (in.atEnd()) {
                throw in.broken(
                        "truncated JPEG: %d bytes came, expected an end marker after them".formatted(in.length()));
            }
            return in.u8();
        }

        private void segment(int marker) {
            int start = in.position();
            int length = in.u16();
            if (length < 2) {
                throw in.broken("a JPEG segment of length %d at byte %d, expected >= 2".formatted(length, start));
            }
            in.seek(start + length);
            if (marker >= APP0 && marker <= APP15 || marker == COMMENT) {
                application(marker, start, length);
                return;
            }
            if (isFrame(marker)) {
                frame(marker, Arrays.copyOfRange(in.array(), start, start + length));
            }
            keep(new byte[] {-1, (byte) marker}, 0, 2);
            keep(in.array(), start, length);
            if (marker == SOS) {
                scanned = true;
                copyScan();
            }
        }

        private void keep(byte[] bytes, int from, int length) {
            System.arraycopy(bytes, from, kept, end, length);
            end += length;
        }

        private void application(int marker, int start, int length) {
            if (marker == APP0) {
                rule.app0(in.array(), start, length);
            } else if (marker == APP1) {
                orientation = ExifOrientation.inSegment(in.array(), start + 2, start + length, orientation);
            } else if (marker == APP14) {
                rule.app14(in.array(), start, length);
            }
        }

        private void frame(int marker, byte[] body) {
            if (marker > 0xc2 && marker != 0xc9 && marker != 0xca) {
                throw in.broken("a lossless or hierarchical JPEG (frame %x), expected baseline or progressive"
                        .formatted(marker));
            }
            if (width != 0) {
                throw in.broken("a second frame in one JPEG, expected one");
            }
            int components = body.length < 8 ? 0 : body[7] & 0xff;
            if (components != 1 && components != 3 && components != 4 || body.length != 8 + 3 * components) {
                throw in.broken("a JPEG of %d components, expected 1, 3 or 4".formatted(components));
            }
            if (body[2] != 8) {
                throw in.broken("a JPEG of %d bits a sample, expected 8".formatted(body[2]));
            }
            height = (body[3] & 0xff) << 8 | body[4] & 0xff;
            width = (body[5] & 0xff) << 8 | body[6] & 0xff;
            in.checkSize(width, height);
            rule.frame(body, components);
        }

        /** Copies coded data up to the next marker that is no restart. */
        private void copyScan() {
            byte[] bytes = in.array();
            int start = in.position();
            int stop = start;
            while (stop + 1 < bytes.length && !(bytes[stop] == -1 && endsScan(bytes[stop + 1] & 0xff))) {
                stop = PackedSamples.indexOfFullByte(bytes, stop + 1);
            }
            keep(bytes, start, stop - start);
            in.seek(stop);
        }

        private static boolean endsScan(int code) {
            return code != 0 && code != 0xff && !isRestart(code);
        }

        private static boolean isRestart(int marker) {
            return marker >= 0xd0 && marker <= 0xd7;
        }

        private static boolean isFrame(int marker) {
            return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        }
    }
}
