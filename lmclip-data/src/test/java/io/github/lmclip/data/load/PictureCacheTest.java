package io.github.lmclip.data.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.image.DecodeOptions;
import io.github.lmclip.data.image.PictureTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCacheTest {

    private static final PictureTransform SMALL = PictureTransform.LM_CLIP.withSize(16);
    private static final DecodeOptions OPTIONS = DecodeOptions.defaults();
    private static final int SQUARE = 3 * 16 * 16;

    @TempDir
    Path folder;

    private Picture file() throws IOException {
        Path file = folder.resolve("small.png");
        ImageIO.write(new BufferedImage(50, 40, BufferedImage.TYPE_3BYTE_BGR), "png", file.toFile());
        return Picture.file(file);
    }

    @Test
    void squaresThatFitAreMadeOnce() {
        PictureCache cache = PictureCache.of(0, 1 << 20);
        DrawnPicture picture = new DrawnPicture(3);
        assertSame(cache.square(picture, SMALL, OPTIONS), cache.square(picture, SMALL, OPTIONS));
        assertEquals(1, picture.drawn.get());
        cache.square(picture, SMALL.withSize(8), OPTIONS);
        assertEquals(2, picture.drawn.get());
    }

    @Test
    void filesThatFitAreReadOnce() throws IOException {
        PictureCache cache = PictureCache.of(1 << 20, 0);
        Picture picture = file();
        byte[] expected = cache.bitmap(picture, OPTIONS).samples();
        Files.delete(picture.location().orElseThrow());
        assertArrayEquals(expected, cache.bitmap(picture, OPTIONS).samples());
        assertThrows(PictureException.class, () -> PictureCache.none().bitmap(picture, OPTIONS));
    }

    @Test
    void keepsNoMoreThanTheLimit() {
        long limit = 5 * (SQUARE + 200);
        PictureCache cache = PictureCache.of(0, limit);
        List<DrawnPicture> pictures =
                IntStream.range(0, 50).mapToObj(DrawnPicture::new).toList();
        for (int round = 0; round < 3; round++) {
            pictures.parallelStream().forEach(picture -> cache.square(picture, SMALL, OPTIONS));
            assertTrue(cache.usedBytes() <= limit, cache.usedBytes() + " bytes");
        }
        long once =
                pictures.stream().filter(picture -> picture.drawn.get() == 1).count();
        assertEquals(5, once);
    }

    @Test
    void withoutMemoryEverythingIsMadeAfresh() {
        DrawnPicture picture = new DrawnPicture(3);
        PictureCache cache = PictureCache.none();
        assertNotSame(cache.square(picture, SMALL, OPTIONS), cache.square(picture, SMALL, OPTIONS));
        assertEquals(2, picture.drawn.get());
        assertEquals(0, cache.usedBytes());
    }

    @Test
    void aFailureIsNotKept() throws IOException {
        Path path = folder.resolve("late.png");
        PictureCache cache = PictureCache.of(1 << 20, 1 << 20);
        assertThrows(PictureException.class, () -> cache.square(Picture.file(path), SMALL, OPTIONS));
        Files.move(file().location().orElseThrow(), path);
        assertEquals(16, cache.square(Picture.file(path), SMALL, OPTIONS).width());
    }

    @Test
    void refusesNegativeLimits() {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> PictureCache.of(-1, 5));
        assertEquals("limits must be >= 0 bytes, got -1 and 5", error.getMessage());
    }
}
