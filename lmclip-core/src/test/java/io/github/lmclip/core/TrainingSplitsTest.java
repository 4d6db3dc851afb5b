package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrainingSplitsTest {

    private static final SmallShapes SHAPES = new SmallShapes(40, 5);

    private final LongTailDataset whole = SHAPES.read(Split.TRAIN, Path.of(""));
    private final LongTailDataset test = SHAPES.read(Split.TEST, Path.of(""));
    private final List<String> captions =
            whole.samples().stream().map(sample -> sample.picture().name()).toList();

    @Test
    void withoutAShareTheTestSplitSelects() {
        TrainingSplits splits = TrainingSplits.of(whole, captions, test, OptionalDouble.empty(), 0);
        assertSame(whole, splits.training());
        assertSame(test, splits.selection());
        assertEquals(captions, splits.captions());
    }

    @Test
    void captionsFollowTheirPictures() {
        TrainingSplits splits = TrainingSplits.of(whole, captions, test, OptionalDouble.of(0.3), 4);
        assertEquals(
                splits.training().samples().stream()
                        .map(sample -> sample.picture().name())
                        .toList(),
                splits.captions());
        List<Sample> both = Stream.concat(splits.training().samples().stream(), splits.selection().samples().stream())
                .sorted((one, other) -> Integer.compare(
                        whole.samples().indexOf(one), whole.samples().indexOf(other)))
                .toList();
        assertEquals(whole.samples(), both);
        assertEquals(12, splits.selection().size(), 2);
    }

    @Test
    void theSeedChooses() {
        TrainingSplits one = TrainingSplits.of(whole, captions, test, OptionalDouble.of(0.3), 4);
        assertEquals(one, TrainingSplits.of(whole, captions, test, OptionalDouble.of(0.3), 4));
    }
}
