package io.github.lmclip.data.image;

import static io.github.lmclip.data.image.PictureFiles.splice;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.PictureException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedPictureTest {

    private static final String EXPECTED = "expected a picture (JPEG, PNG, GIF, BMP or WebP)";
    /** Where a PNG's header chunk has its type, its content and its end. */
    private static final int TYPE = 12;

    private static final int CONTENT = 16;
    private static final int CRC = 29;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"jpg, false", "jpg, true", "png, false", "png, true", "bmp, false"})
    void refusesAFileCutAtAnyByte(String format, boolean interlaced) {
        BufferedImage image = PictureFiles.noise(12, 9, BufferedImage.TYPE_3BYTE_BGR);
        byte[] whole = PictureFiles.file(image, format, interlaced);
        for (int length = 0; length < whole.length; length++) {
            String message = refusal(Arrays.copyOf(whole, length), "cut." + format);
            assertTrue(message.startsWith("cut." + format + ": "), message);
            assertTrue(message.contains("expected"), message);
        }
        assertEquals(12, PictureDecoder.decode(whole, "whole").width());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesAGifCutBeforeItsTrailer(boolean interlaced) {
        BufferedImage image = PictureFiles.noise(12, 9, BufferedImage.TYPE_BYTE_INDEXED);
        byte[] whole = PictureFiles.file(image, "gif", interlaced);
        for (int length = 0; length < whole.length - 1; length++) {
            assertTrue(refusal(Arrays.copyOf(whole, length), "cut.gif").startsWith("cut.gif: "));
        }
    }

    @Test
    void saysWhatATruncatedJpegLacks() {
        byte[] whole = jpeg();
        String message = refusal(Arrays.copyOf(whole, whole.length - 2), "cut.jpg");
        String lack = "truncated JPEG: %d bytes came, expected an end marker after them";
        assertEquals("cut.jpg: " + lack.formatted(whole.length - 2), message);
    }

    @Test
    void refusesAMissingFile() {
        Path file = folder.resolve("none.jpg");
        assertEquals(file + ": no such file, " + EXPECTED, refusal(file));
    }

    @Test
    void refusesAFolder() {
        assertEquals(folder + ": not a regular file, " + EXPECTED, refusal(folder));
    }

    @Test
    void refusesAFileOfZeroBytes() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.png"));
        assertEquals(file + ": 0 bytes, " + EXPECTED, refusal(file));
    }

    @Test
    void refusesText() throws IOException {
        Path file = Files.writeString(folder.resolve("list.jpg"), "train2017/000000000009.jpg 3 7\n");
        assertEquals(file + ": 31 bytes that start with 74 72 61 69, " + EXPECTED, refusal(file));
    }

    @Test
    void refusesAFileTooLargeForAnyPictureUnread() throws IOException {
        Path file = folder.resolve("weights.png");
        long size = 3_000_000_000L;
        try (SeekableByteChannel channel = Files.newByteChannel(file, CREATE_NEW, WRITE, SPARSE)) {
            channel.position(size - 1).write(ByteBuffer.allocate(1));
        }
        assertEquals(file + ": 3000000000 bytes, expected at most 1431655760", refusal(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u00ff\u00d8\u00ff", "\u0089PNG\r\n\u001a\n", "GIF89a", "GIF87a", "BM"})
    void refusesGarbage(String start) {
        byte[] garbage = new byte[500];
        new SplittableRandom(3).nextBytes(garbage);
        byte[] head = start.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(head, 0, garbage, 0, head.length);
        assertTrue(refusal(garbage, "garbage").startsWith("garbage: "));
    }

    @Test
    void refusesHugeClaimsFromTheHeader() {
        byte[] huge = {-1, -1, -1, -1};
        int frame = frameOf(jpeg());
        assertClaim(splice(jpeg(), frame + 5, frame + 9, huge), 65_535, 65_535);
        byte[] gif = PictureFiles.file(PictureFiles.noise(5, 4, BufferedImage.TYPE_BYTE_INDEXED), "gif", false);
        assertClaim(splice(gif, 6, 10, huge), 65_535, 65_535);
        assertClaim(png(100_000, 90_000), 100_000, 90_000);
        byte[] bmp = PictureFiles.file(PictureFiles.plain(4, 4, 0), "bmp", false);
        assertClaim(splice(bmp, 18, 22, huge), 4_294_967_295L, 4);
    }

    @Test
    void refusesAClaimThatItsDataCannotFill() {
        String message = refusal(png(13_000, 13_000), "bomb.png");
        assertTrue(message.contains("compressed bytes for 13000 x 13000 pixels, expected at least "), message);
    }

    @Test
    void refusesAnEmptyClaim() {
        String message = refusal(png(0, 4), "flat.png");
        assertEquals("flat.png: claims 0 x 4 pixels, expected at least 1 x 1", message);
    }

    @Test
    void refusesAPngWhoseHeaderChecksumIsWrong() {
        byte[] file = png(5, 4);
        file[CRC] ^= 1;
        String message = refusal(file, "bent.png");
        assertTrue(message.startsWith("bent.png: a PNG whose IHDR chunk has checksum "), message);
    }

    private static void assertClaim(byte[] file, long width, long height) {
        String expected = "claim: claims %d x %d pixels, expected at most %d in all";
        assertEquals(expected.formatted(width, height, PictureDecoder.MAX_PIXELS), refusal(file, "claim"));
    }

    private static byte[] jpeg() {
        return PictureFiles.file(PictureFiles.plain(8, 8, 0x336699), "jpg", false);
    }

    private static int frameOf(byte[] jpeg) {
        int at = 0;
        while (jpeg[at] != -1 || jpeg[at + 1] != (byte) 0xc0) {
            at++;
        }
        return at;
    }

    /** Returns a small PNG whose header claims another size. */
    private static byte[] png(int width, int height) {
        byte[] file = PictureFiles.file(PictureFiles.plain(5, 4, 0), "png", false);
        ByteBuffer.wrap(file).putInt(CONTENT, width).putInt(CONTENT + 4, height);
        CRC32 crc = new CRC32();
        crc.update(file, TYPE, CRC - TYPE);
        ByteBuffer.wrap(file).putInt(CRC, (int) crc.getValue());
        return file;
    }

    private static String refusal(byte[] file, String name) {
        return assertThrows(PictureException.class, () -> PictureDecoder.decode(file, name), name + file.length)
                .getMessage();
    }

    private static String refusal(Path file) {
        return assertThrows(PictureException.class, () -> PictureDecoder.decode(file))
                .getMessage();
    }
}
