package io.github.lmclip.data.image;

import io.github.lmclip.data.PictureException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG, PNG, GIF (its first frame) and BMP with the JDK's readers, into the samples that Pillow gives: colour
 * profiles and EXIF orientation are ignored. A picture is refused when its file is truncated, or when it claims more than
 * {@value #LARGEST} pixels, before memory is taken for them.
 */
public final class PictureDecoder {

    /** The most pixels of a picture; Pillow's own limit. */
    public static final long LARGEST = 178_956_970;

    private PictureDecoder() {}

    /**
     * Decodes a file.
     *
     * @throws PictureException if it is missing, truncated, too large or no picture; the message names it
     */
    public static Bitmap decode(Path file) {
        try {
            return decode(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new PictureException("%s is missing, expected a picture".formatted(file), e);
        } catch (IOException e) {
            throw new PictureException("%s cannot be read (%s), expected a picture".formatted(file, e), e);
        }
    }

    /**
     * Decodes the bytes of a file.
     *
     * @param name for messages
     * @throws PictureException if they are truncated, too large or no picture
     */
    public static Bitmap decode(byte[] bytes, String name) {
        if (bytes.length == 0) {
            throw new PictureException(name + " has no bytes, expected a picture");
        }
        try {
            if (Jpeg.isJpeg(bytes)) {
                return JpegDecoder.decode(bytes, name);
            }
            return read(PlainHeader.check(bytes, name), name);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new PictureException("%s is a broken picture: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static Bitmap read(byte[] bytes, String name) throws IOException {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new java.io.ByteArrayInputStream(bytes))) {
            ImageReader reader = reader(stream, name);
            try {
                requireSize(reader.getWidth(0), reader.getHeight(0), name);
                BufferedImage image = reader.read(0);
                return ImageModes.bitmap(image);
            } finally {
                reader.dispose();
            }
        }
    }

    /** Returns a reader for the stream, which knows of one frame only. */
    static ImageReader reader(ImageInputStream stream, String name) {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        if (!readers.hasNext()) {
            throw new PictureException(name + " is no picture, expected JPEG, PNG, GIF or BMP");
        }
        ImageReader reader = readers.next();
        reader.setInput(stream, true, true);
        return reader;
    }

    static void requireSize(long width, long height, String name) {
        if (width < 1 || height < 1 || width * height > LARGEST) {
            throw new PictureException(
                    "%s claims %d x %d pixels, expected 1 to %d".formatted(name, width, height, LARGEST));
        }
    }
}
