package io.github.lmclip.data.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether {@code libturbojpeg} is there and gives the JDK's pixels on a sample of every kind; looked at once. */
final class TurboJpegProof {

    private static final Logger LOG = LoggerFactory.getLogger(TurboJpegProof.class);
    private static final List<String> SAMPLES = List.of("444.jpg", "422.jpg", "420.jpg", "gray.jpg", "progressive.jpg");

    /** Whether the library may decode. */
    static final boolean HOLDS = find();

    private TurboJpegProof() {}

    private static boolean find() {
        try {
            for (String sample : SAMPLES) {
                if (!agreesOn(sample)) {
                    LOG.info("JPEG: the JDK decodes; libturbojpeg gives other pixels for {}", sample);
                    return false;
                }
            }
            LOG.info("JPEG: libturbojpeg decodes; it agrees with the JDK on {} samples", SAMPLES.size());
            return true;
        } catch (LinkageError e) {
            LOG.info("JPEG: the JDK decodes; libturbojpeg cannot be used ({})", e.getMessage());
            return false;
        }
    }

    static boolean agreesOn(String sample) {
        PictureBytes source = new PictureBytes(sample, bytes(sample), PictureDecoder.MAX_PIXELS);
        JpegFile file = JpegFile.read(source);
        byte[] expected = JpegPixels.decode(file, source).samples();
        return Arrays.equals(expected, TurboJpeg.decode(file, source).samples());
    }

    private static byte[] bytes(String sample) {
        try (InputStream in = TurboJpegProof.class.getResourceAsStream("proof/" + sample)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the sample " + sample, e);
        }
    }
}
