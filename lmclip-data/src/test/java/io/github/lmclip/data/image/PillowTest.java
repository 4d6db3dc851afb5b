package io.github.lmclip.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.PictureException;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pillow itself decodes and transforms the same files: real photos, those written anew in many ways, and halves of them. */
@Tag("pillow")
class PillowTest {

    private static final String REFUSED = "refused";
    private static final int DERIVED_FROM = 12;
    private static final int CUTS = 8;

    @TempDir
    private Path folder;

    private Pillow pillow;

    @BeforeEach
    void findPillow() throws IOException, InterruptedException {
        pillow = Pillow.find(folder);
    }

    private static List<Path> photos() throws IOException {
        try (Stream<Path> files = Files.walk(GoldenSource.shared("coco-real"))) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyPhotoHasPillowsBits() throws IOException, InterruptedException {
        List<Path> photos = photos();
        compare(photos);
        System.out.printf("%d photos, %s%n", photos.size(), engines());
    }

    @Test
    void everyFormatAndSamplingHasPillowsBits() throws IOException, InterruptedException {
        List<Path> derived = pillow.derive(photos().subList(0, DERIVED_FROM));
        compare(derived);
        System.out.printf("%d files in %d formats and samplings%n", derived.size(), derived.size() / DERIVED_FROM);
    }

    private void compare(List<Path> files) throws IOException, InterruptedException {
        List<String> expected = pillow.look(files);
        assertEquals(files.size(), expected.size());
        for (JpegEngine engine : JpegEngine.values()) {
            for (int i = 0; i < files.size(); i++) {
                Path file = files.get(i);
                // 16 bits are clipped before a resize here, and after it there
                int digests = file.toString().endsWith("16bit.png") ? 1 : 3;
                assertEquals(first(expected.get(i), digests), first(look(file, engine), digests), file + " " + engine);
            }
        }
    }

    /** Whatever passes here has Pillow's pixels: no file that Pillow refuses becomes a picture. */
    @Test
    void noHalfOfAFilePassesThatPillowRefuses() throws IOException, InterruptedException {
        List<Path> halves = halves(pillow.derive(photos().subList(0, 2)));
        List<String> expected = pillow.look(halves);
        int stricter = 0;
        for (int i = 0; i < halves.size(); i++) {
            for (JpegEngine engine : JpegEngine.values()) {
                String found = look(halves.get(i), engine);
                if (found.equals(REFUSED)) {
                    stricter += expected.get(i).equals(REFUSED) ? 0 : 1;
                } else {
                    assertEquals(expected.get(i), found, halves.get(i) + " " + engine);
                }
            }
        }
        long refused = expected.stream().filter(REFUSED::equals).count();
        assertTrue(refused > halves.size() / 2, "Pillow refuses " + refused);
        System.out.printf(
                "%d halves: Pillow refuses %d; of the others %d of %d looks are refused here%n",
                halves.size(), refused, stricter, 2 * (halves.size() - refused));
    }

    private List<Path> halves(List<Path> files) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<Path> halves = new ArrayList<>();
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < CUTS; i++) {
                int length = i == 0 ? whole.length - 1 : random.nextInt(whole.length);
                Path half = folder.resolve(i + file.getFileName().toString());
                halves.add(Files.write(half, Arrays.copyOf(whole, length)));
            }
        }
        return halves;
    }

    private static String look(Path file, JpegEngine engine) {
        try {
            Bitmap bitmap = PictureDecoder.decode(file, DecodeOptions.defaults().withJpeg(engine));
            return Stream.of(
                            bitmap.toRgb(),
                            PictureTransform.LM_CLIP.frame(bitmap),
                            PictureTransform.OPENAI_CLIP.frame(bitmap))
                    .map(picture -> sha256(picture.samples()))
                    .collect(Collectors.joining(" "));
        } catch (PictureException e) {
            return REFUSED;
        }
    }

    private static List<String> first(String digests, int count) {
        return Arrays.stream(digests.split(" ")).limit(count).toList();
    }

    private static String engines() {
        return JpegEngine.FASTEST.isNative() ? "the JDK's reader and libturbojpeg" : "the JDK's reader alone";
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
