package io.github.lmclip.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's reader and, where the system has it, libturbojpeg. */
class JpegEngineTest {

    private static final int PHOTOS = 24;

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void bothGiveTheReferencePixels(GoldenSource source) {
        Golden golden = source.open("pre");
        String folder = golden.index().get("folder").getAsString();
        int compared = 0;
        for (JsonObject picture : golden.cases("cases")) {
            String name = picture.get("file").getAsString();
            if (name.endsWith(".jpg") && picture.has("rgb")) {
                byte[] expected = golden.bytes(picture.get("rgb"));
                for (JpegEngine engine : JpegEngine.values()) {
                    Bitmap bitmap = PictureDecoder.decode(source.file(folder + name), with(engine));
                    assertArrayEquals(expected, bitmap.toRgb().samples(), name + " " + engine);
                }
                compared++;
            }
        }
        assertTrue(compared > 0, "no decoded JPEG in " + source);
    }

    @Test
    void bothGiveTheSamePixelsOfPhotos() throws IOException {
        try (Stream<Path> files = Files.list(GoldenSource.shared("coco-real/train2017"))) {
            for (Path photo : files.sorted().limit(PHOTOS).toList()) {
                byte[] expected =
                        PictureDecoder.decode(photo, with(JpegEngine.JDK)).samples();
                assertArrayEquals(
                        expected,
                        PictureDecoder.decode(photo, with(JpegEngine.FASTEST)).samples());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"444.jpg", "422.jpg", "420.jpg", "gray.jpg", "progressive.jpg"})
    void nativeDecoderAgreesOnEverySampleOfItsProof(String sample) {
        assumeTrue(JpegEngine.FASTEST.isNative(), "no libturbojpeg on this system");
        assertTrue(TurboJpegProof.agreesOn(sample));
    }

    @ParameterizedTest
    @EnumSource(JpegEngine.class)
    void refusesDataThatEndBeforeTheLastPixel(JpegEngine engine) {
        BufferedImage image = PictureFiles.noise(64, 64, BufferedImage.TYPE_3BYTE_BGR);
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] whole = PictureFiles.file(image, "jpg", progressive);
            byte[] cut = Arrays.copyOf(whole, whole.length / 2);
            cut[cut.length - 2] = -1;
            cut[cut.length - 1] = (byte) 0xd9;
            String message = assertThrows(
                            PictureException.class, () -> PictureDecoder.decode(cut, "half.jpg", with(engine)))
                    .getMessage();
            assertTrue(message.startsWith("half.jpg: ") && message.contains("expected"), message);
        }
    }

    @ParameterizedTest
    @EnumSource(JpegEngine.class)
    void manyThreadsDecodeAtOnce(JpegEngine engine) {
        List<byte[]> files = IntStream.range(1, 40)
                .mapToObj(i -> PictureFiles.file(
                        PictureFiles.noise(7 * i, 5 * i, BufferedImage.TYPE_3BYTE_BGR), "jpg", i % 2 == 0))
                .toList();
        List<Integer> alone = files.stream().map(file -> hash(file, engine)).toList();
        List<Integer> together =
                files.parallelStream().map(file -> hash(file, engine)).toList();
        assertEquals(alone, together);
    }

    @ParameterizedTest
    @EnumSource(JpegEngine.class)
    void refusesSixtyThousandSquaredBeforeMemoryIsTaken(JpegEngine engine) {
        byte[] file = PictureFiles.file(PictureFiles.plain(8, 8, 0), "jpg", false);
        int frame = 0;
        while (file[frame] != -1 || file[frame + 1] != (byte) 0xc0) {
            frame++;
        }
        byte[] huge =
                PictureFiles.splice(file, frame + 5, frame + 9, (byte) 0xea, (byte) 0x60, (byte) 0xea, (byte) 0x60);
        String message = assertThrows(PictureException.class, () -> PictureDecoder.decode(huge, "huge", with(engine)))
                .getMessage();
        assertEquals("huge: claims 60000 x 60000 pixels, expected at most 178956970 in all", message);
    }

    @ParameterizedTest
    @EnumSource(JpegEngine.class)
    void squaresInReusedMemoryAreThoseOfFreshMemory(JpegEngine engine) {
        DecodeOptions options = with(engine);
        for (int side : new int[] {300, 3, 150, 1, 299, 64, 224}) {
            BufferedImage coloured = PictureFiles.noise(side, 301 - side, BufferedImage.TYPE_3BYTE_BGR);
            BufferedImage gray = PictureFiles.noise(side, 2 * side, BufferedImage.TYPE_BYTE_GRAY);
            for (BufferedImage image : List.of(coloured, gray)) {
                byte[] file = PictureFiles.file(image, "jpg", false);
                for (PictureTransform transform :
                        List.of(PictureTransform.LM_CLIP, PictureTransform.OPENAI_CLIP.withSize(64))) {
                    Bitmap expected = transform.frame(PictureDecoder.decode(file, "noise", options));
                    Bitmap actual = PictureDecoder.square(file, "noise", options, transform);
                    assertEquals(PixelMode.RGB, actual.mode());
                    assertArrayEquals(expected.samples(), actual.samples(), side + " " + transform.framing());
                }
            }
        }
    }

    private static int hash(byte[] file, JpegEngine engine) {
        return Arrays.hashCode(
                PictureDecoder.decode(file, "noise", with(engine)).samples());
    }

    private static DecodeOptions with(JpegEngine engine) {
        return DecodeOptions.defaults().withJpeg(engine);
    }
}
