package io.github.lmclip.core.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that would do harm are refused, and the classifier goes on. */
class HostilePicturesTest {

    /** Where a PNG's header says type, width and height, and how long that is. */
    private static final int HEADER = 12;

    private static final int HEADER_BYTES = 17;

    @TempDir
    static Path shared;

    private static LmClipClassifier classifier;
    private static Picture picture;
    private static Classification before;

    @BeforeAll
    static void open() {
        classifier = LmClipClassifier.open(TinyModel.export(shared, ModelKind.CLASSIFIER));
        picture = TinyModel.pictures(1).get(0);
        before = classifier.classify(picture);
    }

    @AfterAll
    static void close() {
        classifier.close();
    }

    /** A file of a few bytes that claims so many pixels. */
    private static byte[] bomb(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", out);
        ByteBuffer file = ByteBuffer.wrap(out.toByteArray());
        file.putInt(HEADER + 4, width).putInt(HEADER + 8, height);
        CRC32 check = new CRC32();
        check.update(file.array(), HEADER, HEADER_BYTES);
        file.putInt(HEADER + HEADER_BYTES, (int) check.getValue());
        return file.array();
    }

    @Test
    void bombsAreRefusedBeforeTheirPixelsAreMade() throws IOException {
        for (int side : List.of(14_000, 100_000, Integer.MAX_VALUE)) {
            byte[] bomb = bomb(side, side);
            assertThrows(PictureException.class, () -> classifier.classify(new ByteArrayInputStream(bomb)));
        }
        assertEquals(before, classifier.classify(picture));
    }

    @Test
    void bombsInAStreamAreOutcomes() throws IOException {
        Path good = TinyModel.files(shared, 1).get(0);
        Path bomb = Files.write(shared.resolve("bomb.png"), bomb(50_000, 50_000));
        try (Stream<Outcome> outcomes = classifier.stream(Stream.of(good, bomb, good))) {
            List<Outcome> found = outcomes.toList();
            assertTrue(found.get(0) instanceof Outcome.Found, found.toString());
            assertTrue(found.get(1) instanceof Outcome.Broken, found.toString());
            assertTrue(found.get(2) instanceof Outcome.Found, found.toString());
        }
    }

    @Test
    void streamsWithoutEndAreRefused() {
        PictureException refused = assertThrows(
                PictureException.class,
                () -> classifier.classify(new java.io.InputStream() {
                    @Override
                    public int read() {
                        return 0;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        return length;
                    }
                }));
        assertTrue(refused.getMessage().contains("more than"), refused.getMessage());
    }
}
