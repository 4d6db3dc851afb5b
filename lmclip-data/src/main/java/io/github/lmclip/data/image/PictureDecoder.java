package io.github.lmclip.data.image;

import io.github.lmclip.data.PictureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads picture files (JPEG, PNG, GIF, BMP, WebP) into the samples that Pillow 9.4 gives, in the file's own mode.
 *
 * <p>As there, EXIF orientation (unless {@link DecodeOptions} honour it), ICC profiles, gamma and transparency entries of a palette change nothing; of a GIF
 * the first frame counts. A picture of black and white bits becomes a palette of two colours, which resizes
 * alike (nearest pixel). Departures: 16 bit gray is clipped to 8 bits here and not after a resize; a PNG without its
 * end chunk is refused; run-length coded BMP is refused; a JPEG whose data end before its last pixel is refused, where
 * Pillow fills up with gray; lossy WebP is decoded by other arithmetic, two to four levels off on average, up to 77 at edges of colour.
 *
 * <p>Nothing is cached, on disk or in memory, and no state is shared: any number of threads may decode at once.
 */
public final class PictureDecoder {

    /** The most pixels that a picture may claim in its header: 178,956,970, where Pillow suspects an attack. */
    public static final long MAX_PIXELS = 178_956_970;

    /** More than the stored samples of the largest picture need, and as much as fits into an array. */
    private static final long MAX_FILE_BYTES = 8 * MAX_PIXELS;

    private static final String JPEG = "\u00ff\u00d8\u00ff";
    private static final String EXPECTED = "expected a picture (JPEG, PNG, GIF, BMP or WebP)";

    private PictureDecoder() {}

    /**
     * Returns the pixels of {@code file}, by {@link DecodeOptions#defaults()}.
     *
     * @throws PictureException if the file is missing, unreadable, truncated, damaged, not a picture, or claims more
     *     than {@link #MAX_PIXELS}
     */
    public static Bitmap decode(Path file) {
        return decode(file, DecodeOptions.defaults());
    }

    /**
     * Returns the pixels of {@code file}.
     *
     * @throws PictureException if the file is missing, unreadable, truncated, damaged, not a picture, or claims more
     *     pixels than the options allow
     */
    public static Bitmap decode(Path file, DecodeOptions options) {
        return decode(read(file), file.toString(), options);
    }

    /**
     * Returns the content of {@code file}, not looked at yet.
     *
     * @throws PictureException if the file is missing, unreadable, or larger than any picture may be
     */
    public static byte[] read(Path file) {
        Objects.requireNonNull(file, "file");
        if (!Files.exists(file)) {
            throw new PictureException(file + ": no such file, " + EXPECTED);
        }
        if (!Files.isRegularFile(file)) {
            throw new PictureException(file + ": not a regular file, " + EXPECTED);
        }
        try {
            long size = Files.size(file);
            if (size > MAX_FILE_BYTES) {
                throw new PictureException("%s: %d bytes, expected at most %d".formatted(file, size, MAX_FILE_BYTES));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new PictureException(file + ": cannot be read (" + e.getMessage() + "), " + EXPECTED, e);
        }
    }

    /**
     * Returns the pixels of a picture file that is already in memory, by {@link DecodeOptions#defaults()}.
     *
     * @param bytes the whole file
     * @param name what messages call it
     * @throws PictureException if the bytes are truncated, damaged, not a picture, or claim more than
     *     {@link #MAX_PIXELS}
     */
    public static Bitmap decode(byte[] bytes, String name) {
        return decode(bytes, name, DecodeOptions.defaults());
    }

    /**
     * Returns the pixels of a picture file that is already in memory.
     *
     * @param bytes the whole file
     * @param name what messages call it
     * @throws PictureException if the bytes are truncated, damaged, not a picture, or claim more pixels than the
     *     options allow
     */
    public static Bitmap decode(byte[] bytes, String name, DecodeOptions options) {
        PictureBytes file = new PictureBytes(Objects.requireNonNull(name, "name"), bytes, options.maxPixels());
        if (startsWith(bytes, JPEG)) {
            JpegFile jpeg = JpegFile.read(file);
            Bitmap bitmap = options.jpeg().decode(jpeg, file);
            return options.upright() ? ExifOrientation.upright(bitmap, jpeg.orientation()) : bitmap;
        }
        if (startsWith(bytes, PngFile.SIGNATURE)) {
            return PngPixels.decode(PngFile.read(file), file);
        }
        if (startsWith(bytes, "GIF87a") || startsWith(bytes, "GIF89a")) {
            return GifFile.decode(file);
        }
        if (startsWith(bytes, "BM")) {
            return BmpFile.decode(file);
        }
        if (WebpFile.isWebp(bytes)) {
            return WebpFile.decode(file);
        }
        throw file.broken(
                bytes.length == 0
                        ? "0 bytes, " + EXPECTED
                        : "%d bytes that start with %s, %s".formatted(bytes.length, start(bytes), EXPECTED));
    }

    /**
     * Returns what {@link PictureTransform#frame} makes of the picture, faster: a JPEG that is squashed is decoded into
     * memory which the thread uses again.
     *
     * @param bytes the whole file
     * @param name what messages call it
     * @throws PictureException as {@link #decode(byte[], String, DecodeOptions)}
     */
    public static Bitmap square(byte[] bytes, String name, DecodeOptions options, PictureTransform transform) {
        if (startsWith(bytes, JPEG) && transform.framing() == Framing.SQUASH && !options.upright()) {
            PictureBytes file = new PictureBytes(Objects.requireNonNull(name, "name"), bytes, options.maxPixels());
            return options.jpeg().square(JpegFile.read(file), file, transform.resampling(), transform.size());
        }
        return transform.frame(decode(bytes, name, options));
    }

    private static boolean startsWith(byte[] bytes, String signature) {
        byte[] wanted = signature.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= wanted.length && Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
    }

    private static String start(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            hex.append("%02x ".formatted(bytes[i] & 0xff));
        }
        return hex.toString().strip();
    }
}
