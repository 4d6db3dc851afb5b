package io.github.lmclip.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The odd pictures of the reference values: decoded, resized and normalised as Pillow and torchvision do. */
class GoldenPicturesTest {

    /** The sum is of float64 numbers in an order of its own. */
    private static final double SUM_TOLERANCE = 1e-6;

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void decodesTheSamePixels(GoldenSource source) {
        Golden golden = source.open("pre");
        int compared = 0;
        for (JsonObject picture : cases(golden)) {
            Bitmap bitmap = decode(source, golden, picture);
            long[] size = {bitmap.width(), bitmap.height()};
            assertArrayEquals(longs(picture, "size_wh"), size, name(picture));
            assertEquals(picture.get("mode").getAsString(), mode(bitmap), name(picture));
            if (picture.has("rgb")) {
                assertArrayEquals(
                        golden.bytes(picture.get("rgb")), bitmap.toRgb().samples(), name(picture));
                compared++;
            }
        }
        assertTrue(compared > 0, "no decoded pixels in " + source);
    }

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void framesTheSameLevels(GoldenSource source) {
        Golden golden = source.open("pre");
        int side = golden.index().get("image_size").getAsInt();
        int compared = 0;
        for (JsonObject picture : cases(golden)) {
            Bitmap bitmap = decode(source, golden, picture);
            for (String transform : List.of("lmclip", "clip")) {
                if (picture.has(transform + "_u8")) {
                    byte[] expected = golden.bytes(picture.get(transform + "_u8"));
                    byte[] actual =
                            transform(transform).withSize(side).frame(bitmap).samples();
                    assertArrayEquals(expected, actual, name(picture) + " " + transform);
                    compared++;
                }
            }
        }
        assertTrue(compared > 0, "no framed levels in " + source);
    }

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void normalisesToTheSameBits(GoldenSource source) {
        Golden golden = source.open("pre");
        int side = golden.index().get("image_size").getAsInt();
        int compared = 0;
        for (JsonObject picture : cases(golden)) {
            Bitmap bitmap = decode(source, golden, picture);
            for (String transform : List.of("lmclip", "clip")) {
                if (picture.has(transform)) {
                    float[] expected = golden.floats(picture.get(transform));
                    float[] actual = transform(transform).withSize(side).apply(bitmap);
                    assertArrayEquals(expected, actual, name(picture) + " " + transform);
                    compared++;
                }
            }
        }
        assertTrue(compared > 0, "no normalised values in " + source);
    }

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void framesTheSameLevelsAtFullSize(GoldenSource source) {
        Golden golden = source.open("pre");
        for (JsonObject picture : cases(golden)) {
            Bitmap bitmap = decode(source, golden, picture);
            for (String transform : List.of("lmclip", "clip")) {
                String expected = picture.get(transform + "224_u8_sha256").getAsString();
                String actual = sha256(transform(transform).frame(bitmap).samples());
                assertEquals(expected, actual, name(picture) + " " + transform);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void sumsUpAtFullSize(GoldenSource source) {
        Golden golden = source.open("pre");
        for (JsonObject picture : cases(golden)) {
            double sum = 0;
            for (float value : PictureTransform.LM_CLIP.apply(decode(source, golden, picture))) {
                sum += value;
            }
            double expected = Golden.scalar(picture.get("lmclip224_sum"));
            assertEquals(expected, sum, SUM_TOLERANCE * Math.abs(expected), name(picture));
        }
    }

    private static List<JsonObject> cases(Golden golden) {
        List<JsonObject> cases = golden.cases("cases");
        assertFalse(cases.isEmpty());
        return cases;
    }

    private static Bitmap decode(GoldenSource source, Golden golden, JsonObject picture) {
        return PictureDecoder.decode(source.file(golden.index().get("folder").getAsString() + name(picture)));
    }

    private static String name(JsonObject picture) {
        return picture.get("file").getAsString();
    }

    private static long[] longs(JsonObject picture, String field) {
        return picture.getAsJsonArray(field).asList().stream()
                .mapToLong(value -> value.getAsLong())
                .toArray();
    }

    private static String mode(Bitmap bitmap) {
        return switch (bitmap.mode()) {
            case GRAY -> "L";
            case GRAY_ALPHA -> "LA";
            case PALETTE -> "P";
            default -> bitmap.mode().name();
        };
    }

    private static PictureTransform transform(String name) {
        return name.equals("lmclip") ? PictureTransform.LM_CLIP : PictureTransform.OPENAI_CLIP;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
