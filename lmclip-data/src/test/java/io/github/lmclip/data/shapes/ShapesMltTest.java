package io.github.lmclip.data.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import java.awt.geom.Area;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShapesMltTest {

    /** Labels and pixels of all three parts of the default set, fixed before any training was tried on them. */
    private static final String FIXED = "b7889b3ade334d7dbcf8b6a48b7fefce8489e600a3870b75315724396a40e568";

    private static final Path NONE = Path.of("");

    private final LongTailDataset train = ShapesMlt.DEFAULT.read(Split.TRAIN, NONE);
    private final LongTailDataset test = ShapesMlt.DEFAULT.read(Split.TEST, NONE);
    private final LongTailDataset validation = ShapesMlt.DEFAULT.validation();

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void labelsAndPixelsAreFixed() {
        MessageDigest digest = sha256();
        for (LongTailDataset split : List.of(train, test, validation)) {
            for (Sample sample : split.samples()) {
                sample.classes().forEach(id -> digest.update(id.byteValue()));
                digest.update(sample.picture().bitmap().samples());
            }
        }
        assertEquals(FIXED, HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void trainingCountsFallAlongAParetoCurve() {
        List<Integer> counts = ClassFrequencies.of(train).counts();
        for (int id = 0; id < counts.size(); id++) {
            assertEquals(LabelPlan.trainingCount(id), counts.get(id));
        }
        for (ClassGroup group : ClassGroup.values()) {
            long classes = Collections.frequency(ClassFrequencies.of(train).groups(), group);
            assertTrue(classes >= 4, classes + " classes of " + group);
        }
        assertTrue(train.size() >= 600 && train.size() <= 1200);
    }

    @Test
    void testSplitIsBalanced() {
        List<Integer> counts = ClassFrequencies.of(test).counts();
        assertEquals(1000, test.size());
        assertTrue(Collections.max(counts) - Collections.min(counts) <= 1, counts.toString());
    }

    @Test
    void everyPictureShowsOneToThreeFigures() {
        Stream.of(train, test, validation)
                .flatMap(split -> split.samples().stream())
                .forEach(sample -> assertTrue(
                        !sample.classes().isEmpty() && sample.classes().size() <= 3, sample.toString()));
    }

    @Test
    void noPictureComesTwice() {
        Set<String> seen = new HashSet<>();
        for (LongTailDataset split : List.of(train, test, validation)) {
            for (Sample sample : split.samples()) {
                byte[] hash = sha256().digest(sample.picture().bitmap().samples());
                assertTrue(
                        seen.add(HexFormat.of().formatHex(hash)),
                        sample.picture().name());
            }
        }
    }

    @Test
    void anotherSeedIsAnotherSet() {
        LongTailDataset other = new ShapesMlt(1).read(Split.TRAIN, NONE);
        assertNotEquals(
                train.samples().stream().map(Sample::classes).toList(),
                other.samples().stream().map(Sample::classes).toList());
    }

    /** However figures lie, later ones leave more than half of each in sight. */
    @Test
    void figuresStayInSight() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Placement> places = ClutteredPainter.places(3, random);
            for (int i = 0; i < places.size(); i++) {
                assertTrue(visibleShare(places, i) > 0.5, "seed " + seed + " figure " + i);
            }
        }
    }

    /** Returns the share of a disc at the place that no later disc covers: the worst that outlines within can do. */
    private static double visibleShare(List<Placement> places, int index) {
        int inside = 0;
        int visible = 0;
        Area later = new Area();
        for (Placement place : places.subList(index + 1, places.size())) {
            later.add(new Area(Canvas.placed(Figure.CIRCLE, place)));
        }
        Area own = new Area(Canvas.placed(Figure.CIRCLE, places.get(index)));
        for (double x = 0; x < ShapesMlt.SIDE; x += 0.5) {
            for (double y = 0; y < ShapesMlt.SIDE; y += 0.5) {
                if (own.contains(x, y)) {
                    inside++;
                    visible += later.contains(x, y) ? 0 : 1;
                }
            }
        }
        return (double) visible / inside;
    }
}
