package io.github.lmclip.data.image;

import io.github.lmclip.data.PictureException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes JPEGs with the JDK's reader: gray, YCbCr and RGB, CMYK and YCCK, baseline and progressive. */
final class JpegDecoder {

    private static final int YCCK = 2;

    private JpegDecoder() {}

    static Bitmap decode(byte[] bytes, String name) throws IOException {
        Jpeg jpeg = Jpeg.read(bytes, name);
        PictureDecoder.requireSize(jpeg.width(), jpeg.height(), name);
        byte[] stripped = jpeg.stripped();
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(stripped))) {
            ImageReader reader = PictureDecoder.reader(stream, name);
            Warnings warnings = new Warnings();
            reader.addIIOReadWarningListener(warnings);
            try {
                Bitmap bitmap = jpeg.components() == 3 ? colour(reader) : raster(reader, jpeg);
                if (warnings.first != null) {
                    throw new PictureException("%s is a damaged JPEG: %s".formatted(name, warnings.first));
                }
                return bitmap;
            } finally {
                reader.dispose();
            }
        }
    }

    private static Bitmap colour(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        ImageReadParam wanted = reader.getDefaultReadParam();
        BufferedImage target = ImageTypeSpecifier.createInterleaved(
                        java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB),
                        new int[] {0, 1, 2},
                        java.awt.image.DataBuffer.TYPE_BYTE,
                        false,
                        false)
                .createBufferedImage(width, height);
        wanted.setDestination(target);
        reader.read(0, wanted);
        return Bitmap.rgb(width, height, ((DataBufferByte) target.getRaster().getDataBuffer()).getData());
    }

    private static Bitmap raster(ImageReader reader, Jpeg jpeg) throws IOException {
        Raster raster = reader.readRaster(0, null);
        int width = raster.getWidth();
        int height = raster.getHeight();
        int[] values = raster.getPixels(0, 0, width, height, (int[]) null);
        byte[] samples = new byte[values.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) values[i];
        }
        if (jpeg.components() == 1) {
            return new Bitmap(width, height, PixelMode.GRAY, samples, new byte[0]);
        }
        if (jpeg.adobeTransform() == YCCK) {
            Ycck.toCmyk(samples);
        }
        if (jpeg.adobeTransform() >= 0) {
            invert(samples);
        }
        return new Bitmap(width, height, PixelMode.CMYK, samples, new byte[0]);
    }

    /** Adobe stores ink as light. */
    private static void invert(byte[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) ~samples[i];
        }
    }

    /** Keeps the first complaint of a reader, which decodes on where libjpeg's caller would give up. */
    private static final class Warnings implements IIOReadWarningListener {

        private String first;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            first = first == null ? warning : first;
        }
    }
}
