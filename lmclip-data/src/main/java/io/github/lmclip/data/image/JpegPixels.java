package io.github.lmclip.data.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** Decodes a stripped JPEG file with the JDK's own reader; a fresh one each time, as it keeps colour conversions. */
final class JpegPixels {

    private JpegPixels() {}

    /** What becomes of the pixels while the reader is open. */
    private interface Use {
        Bitmap of(ImageReader reader) throws IOException;
    }

    static Bitmap decode(JpegFile file, PictureBytes source) {
        return read(file, source, reader -> {
            if (file.space() != JpegFile.Space.YCC) {
                return stored(file, reader);
            }
            byte[] samples = new byte[Math.multiplyExact(file.width() * file.height(), 3)];
            convert(file, reader, samples);
            return Bitmap.rgb(file.width(), file.height(), samples);
        });
    }

    /** Returns the picture squashed to RGB; its pixels lie in memory that the thread uses again. */
    static Bitmap square(JpegFile file, PictureBytes source, Resampling filter, int size) {
        if (file.space() != JpegFile.Space.YCC) {
            return Framing.SQUASH.frame(decode(file, source), size, filter);
        }
        return read(file, source, reader -> {
            byte[] pixels = ResizeScratch.own().pixels(Math.multiplyExact(file.width() * file.height(), 3));
            convert(file, reader, pixels);
            Samples samples = new Samples(file.width(), file.height(), PixelMode.RGB, ByteBuffer.wrap(pixels));
            return TwoPassResize.resize(samples, size, size, Window.whole(size, size), filter);
        });
    }

    private static Bitmap read(JpegFile file, PictureBytes source, Use use) {
        ImageReader reader = jdkReader();
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((from, warning) -> warnings.add(warning));
        try (ByteArrayImageStream in = new ByteArrayImageStream(file.bytes(), file.start(), file.end())) {
            reader.setInput(in, true, true);
            Bitmap bitmap = use.of(reader);
            refuseMissingRows(warnings, source);
            return bitmap;
        } catch (IOException e) {
            throw source.broken("damaged JPEG (" + e.getMessage() + "), expected one that decodes", e);
        } finally {
            reader.dispose();
        }
    }

    /** Where the coded data end early, libjpeg warns and fills up with gray, and Pillow says nothing. */
    private static void refuseMissingRows(List<String> warnings, PictureBytes source) {
        for (String warning : warnings) {
            if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
                throw source.broken("damaged JPEG (" + warning + "), expected data for every pixel");
            }
        }
    }

    /** A plug-in on the class path may offer a reader too, with other arithmetic. */
    private static ImageReader jdkReader() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if ("java.desktop".equals(reader.getClass().getModule().getName())) {
                return reader;
            }
        }
        throw new IllegalStateException("this Java runtime has no JPEG reader; expected module java.desktop");
    }

    /** Lets the native decoder turn YCbCr into RGB, straight into an array in that order. */
    private static void convert(JpegFile file, ImageReader reader, byte[] target) throws IOException {
        int row = 3 * file.width();
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(target, row * file.height()),
                file.width(),
                file.height(),
                row,
                3,
                new int[] {0, 1, 2},
                null);
        ColorSpace rgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        ComponentColorModel model =
                new ComponentColorModel(rgb, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setDestination(new BufferedImage(model, raster, false, null));
        reader.read(0, param);
    }

    private static Bitmap stored(JpegFile file, ImageReader reader) throws IOException {
        byte[] samples = bytes(reader.readRaster(0, null));
        PixelMode mode =
                switch (file.space()) {
                    case GRAY -> PixelMode.GRAY;
                    case RGB, YCC -> PixelMode.RGB;
                    case CMYK, YCCK -> PixelMode.CMYK;
                };
        if (file.space() == JpegFile.Space.CMYK) {
            invert(samples);
        } else if (file.space() == JpegFile.Space.YCCK) {
            toCmyk(samples);
        }
        return new Bitmap(file.width(), file.height(), mode, samples, new byte[0]);
    }

    private static byte[] bytes(Raster raster) {
        return ((DataBufferByte) raster.getDataBuffer()).getData();
    }

    /** Files store ink the Adobe way, 0 being full; Pillow takes that for granted. */
    private static void invert(byte[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) ~samples[i];
        }
    }

    /** libjpeg's conversion in 16 bit fixed point, and the inversion in one: 255 - (255 - red) is the ink. */
    private static void toCmyk(byte[] samples) {
        for (int i = 0; i < samples.length; i += 4) {
            int luma = samples[i] & 0xff;
            int blue = (samples[i + 1] & 0xff) - 128;
            int red = (samples[i + 2] & 0xff) - 128;
            samples[i] = clamp(luma + (91881 * red + 32768 >> 16));
            samples[i + 1] = clamp(luma + (-22554 * blue - 46802 * red + 32768 >> 16));
            samples[i + 2] = clamp(luma + (116130 * blue + 32768 >> 16));
            samples[i + 3] = (byte) ~samples[i + 3];
        }
    }

    private static byte clamp(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
