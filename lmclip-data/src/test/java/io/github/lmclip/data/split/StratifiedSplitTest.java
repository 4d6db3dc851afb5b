package io.github.lmclip.data.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.formats.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StratifiedSplitTest {

    @TempDir
    Path folder;

    @Test
    void putsOneOfTwoImagesOnEachSide() {
        LongTailDataset whole = Drawn.of(List.of(List.of(0), List.of(0), List.of(1), List.of(1)), 2);
        for (int seed = 0; seed < 20; seed++) {
            StratifiedSplit.Sides sides = new StratifiedSplit(0.01, seed).of(whole);
            assertEquals(
                    List.of(List.of(0), List.of(1)),
                    sides.test().samples().stream().map(Sample::classes).toList());
        }
    }

    @Test
    void otherSeedsGiveOtherSides() {
        LongTailDataset whole = Drawn.longTailed(200, 3);
        assertNotEquals(new StratifiedSplit(0.5, 1).of(whole), new StratifiedSplit(0.5, 2).of(whole));
    }

    @Test
    void threeClassesThatShareThreeImagesPairwiseCannotAllBeOnBothSides() {
        LongTailDataset whole = Drawn.of(List.of(List.of(0, 1), List.of(0, 2), List.of(1, 2)), 3);
        StratifiedSplit.Sides sides = new StratifiedSplit(0.3, 0).of(whole);
        assertFalse(sides.train().samples().isEmpty() || sides.test().samples().isEmpty());
    }

    @Test
    void splitsOneFileForTheFrontDoor() throws IOException {
        Path file = Files.writeString(
                folder.resolve("all.csv"),
                IntStream.range(0, 40)
                        .mapToObj(i -> "%d.jpg,%s".formatted(i, i < 36 ? "dog" : "cat"))
                        .collect(Collectors.joining("\n")));
        SplitSource source = SplitSource.of("own", file, ReadOptions.defaults(), new StratifiedSplit(0.25, 7));
        assertEquals(List.of("cat", "dog"), source.classNames());
        assertEquals(folder, source.defaultImages());
        LongTailDataset train = source.read(Split.TRAIN, folder);
        LongTailDataset test = source.read(Split.TEST, folder);
        assertEquals("own train", train.name());
        assertEquals(30, train.size());
        assertEquals(10, test.size());
        assertEquals(
                1,
                test.samples().stream()
                        .filter(sample -> sample.classes().contains(0))
                        .count());
        assertTrue(source.howToGetImages(folder).contains(file.toString()));
    }

    @Test
    void refusesOtherSharesAndSingleImages() {
        for (double share : new double[] {0, 1, -1, Double.NaN}) {
            String message = assertThrows(IllegalArgumentException.class, () -> new StratifiedSplit(share, 0))
                    .getMessage();
            assertEquals("testShare must be inside (0, 1), got " + share, message);
        }
        LongTailDataset one = Drawn.of(List.of(List.of(0)), 1);
        assertEquals(
                "drawn has 1 images, expected at least 2 to split",
                assertThrows(IllegalArgumentException.class, () -> new StratifiedSplit(0.5, 0).of(one))
                        .getMessage());
    }
}
