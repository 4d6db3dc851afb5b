package io.github.lmclip.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmentationTest {

    private static final PictureTransform SMALL = PictureTransform.LM_CLIP.withSize(24);
    private static final Bitmap PICTURE =
            Bitmap.rgb(70, 50, PictureFiles.samples(PictureFiles.noise(70, 50, BufferedImage.TYPE_3BYTE_BGR)));
    private static final Bitmap SQUARE = SMALL.frame(PICTURE);

    /** The PNG holds, one below the other, what Pillow's operations of the list make of the picture. */
    @Test
    void coloursComeOutAsWithPillow() {
        Bitmap picture = PictureDecoder.decode(PictureFiles.resource("lossless.png"), "lossless.png");
        byte[] all = PictureDecoder.decode(PictureFiles.resource("colours.png"), "colours.png")
                .samples();
        String[] lines = new String(PictureFiles.resource("colours.csv"), StandardCharsets.UTF_8).split("\n");
        int length = picture.samples().length;
        assertEquals(lines.length * length, all.length);
        for (int i = 0; i < lines.length; i++) {
            String[] fields = lines[i].split(",");
            Bitmap actual = operation(picture, fields[0], Double.parseDouble(fields[1]));
            assertArrayEquals(Arrays.copyOfRange(all, i * length, (i + 1) * length), actual.samples(), lines[i]);
        }
    }

    private static Bitmap operation(Bitmap picture, String name, double factor) {
        return switch (name) {
            case "brightness" -> ColourOperations.brightness(picture, factor);
            case "contrast" -> ColourOperations.contrast(picture, factor);
            case "saturation" -> ColourOperations.saturation(picture, factor);
            case "sharpness" -> ColourOperations.sharpness(picture, factor);
            case "hue" -> HueShift.apply(picture, factor);
            case "posterize" -> ColourOperations.posterize(picture, (int) factor);
            case "solarize" -> ColourOperations.solarize(picture, factor);
            case "autoContrast" -> ColourOperations.autoContrast(picture);
            default -> ColourOperations.equalize(picture);
        };
    }

    @ParameterizedTest
    @EnumSource(AugmentOperation.class)
    void operationsKeepTheSizeAndLeaveTheirInputAlone(AugmentOperation operation) {
        byte[] before = SQUARE.samples().clone();
        for (double strength : new double[] {-1, -0.3, 0, 0.3, 1}) {
            Bitmap result = operation.apply(SQUARE, strength);
            assertEquals(24, result.width());
            assertEquals(24, result.height());
        }
        assertArrayEquals(before, SQUARE.samples());
    }

    @Test
    void geometryOfNoStrengthChangesNothingAndOfSomeMovesPixels() {
        for (AugmentOperation operation : AugmentOperation.values()) {
            if (operation.ordinal() <= AugmentOperation.ROTATE.ordinal()) {
                assertArrayEquals(SQUARE.samples(), operation.apply(SQUARE, 0).samples(), operation.name());
            }
        }
        byte[] moved = AugmentOperation.MOVE_ACROSS.apply(SQUARE, 1).samples();
        int step = (int) (24 * 150 / 331.0);
        for (int x = 0; x < 24; x++) {
            int expected = x + step < 24 ? SQUARE.samples()[3 * (x + step)] : 0;
            assertEquals(expected, moved[3 * x], "column " + x);
        }
    }

    @Test
    void aQuarterTurnMovesCornersToCorners() {
        byte[] turned = AffineMap.rotation(Math.PI / 2, SQUARE).apply(SQUARE).samples();
        assertEquals(SQUARE.samples()[3 * 23], turned[3 * (23 * 24 + 23)]);
        assertEquals(SQUARE.samples()[3 * 23 * 24], turned[0]);
    }

    @Test
    void partsLieWithinThePictureAndKeepToTheirRanges() {
        RandomCrop crop = new RandomCrop(0.2, 0.5, 0.5, 2);
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 1000; i++) {
            Window part = crop.draw(300, 200, random);
            assertTrue(part.x() >= 0 && part.x() + part.width() <= 300, part.toString());
            assertTrue(part.y() >= 0 && part.y() + part.height() <= 200, part.toString());
            double share = part.width() * part.height() / 60_000.0;
            assertTrue(share > 0.19 && share < 0.51, part + " has " + share);
            double ratio = part.width() / (double) part.height();
            assertTrue(ratio > 0.49 && ratio < 2.05, part + " has " + ratio);
        }
    }

    @Test
    void theMiddleIsTakenWherePartsDoNotFit() {
        Window part = new RandomCrop(1, 1, 0.75, 4 / 3.0).draw(1000, 10, new SplittableRandom(1));
        assertEquals(new Window(493, 0, 13, 10), part);
    }

    @Test
    void theSameDrawsGiveTheSameSquareAndOthersOthers() {
        Augmentation everything = Augmentation.defaults()
                .withCrop(RandomCrop.defaults())
                .withJitter(new ColourJitter(0.4, 0.4, 0.4, 0.1))
                .withRandAugment(RandAugment.defaults());
        assertFalse(everything.isPlain());
        Set<Integer> seen = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            byte[] first = everything
                    .square(PICTURE, SMALL, new SplittableRandom(seed))
                    .samples();
            byte[] again = everything
                    .square(PICTURE, SMALL, new SplittableRandom(seed))
                    .samples();
            assertArrayEquals(first, again);
            seen.add(Arrays.hashCode(first));
        }
        assertEquals(40, seen.size());
    }

    @Test
    void plainAugmentationIsTheTransformsFrame() {
        assertTrue(Augmentation.defaults().isPlain());
        Bitmap square = Augmentation.defaults().square(PICTURE, SMALL, new SplittableRandom(1));
        assertArrayEquals(SQUARE.samples(), square.samples());
        assertSame(SQUARE, Augmentation.none().square(SQUARE, SMALL, new SplittableRandom(1)));
    }

    @Test
    void refusesRangesThatMakeNoSense() {
        assertMessage("areas must be 0 < min <= max <= 1, got 0.5 and 0.2", () -> new RandomCrop(0.5, 0.2, 1, 1));
        assertMessage("ratios must be 0 < min <= max, got 0.0 and 1.0", () -> new RandomCrop(0.5, 1, 0, 1));
        assertMessage("hue must be in [0, 0.5], got 0.6", () -> new ColourJitter(0, 0, 0, 0.6));
        assertMessage(
                "brightness, contrast and saturation must be finite and >= 0, got -1.0",
                () -> new ColourJitter(-1, 0, 0, 0));
        assertMessage("magnitude must be in [0, 30], got 31", () -> new RandAugment(2, 31));
        assertMessage("operations must be >= 0, got -1", () -> new RandAugment(-1, 3));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable step) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, step).getMessage());
    }
}
