package io.github.lmclip.data.split;

import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Labels without pictures. */
final class Drawn {

    private static final int CLASSES = 30;

    private Drawn() {}

    static LongTailDataset of(List<List<Integer>> labels, int classes) {
        return new LongTailDataset(
                "drawn",
                IntStream.range(0, classes).mapToObj(id -> "class " + id).toList(),
                IntStream.range(0, labels.size())
                        .mapToObj(image -> new Sample(Picture.file(Path.of(image + ".jpg")), labels.get(image)))
                        .toList());
    }

    /** Returns images of up to four classes, low ids often, high ids hardly ever. */
    static LongTailDataset longTailed(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return of(
                IntStream.range(0, size)
                        .mapToObj(image -> IntStream.range(0, random.nextInt(5))
                                .map(label -> (int) (CLASSES * Math.pow(random.nextDouble(), 3)))
                                .distinct()
                                .boxed()
                                .toList())
                        .toList(),
                CLASSES);
    }

    /** Returns images of one to three classes, all equally often. */
    static LongTailDataset balanced(int size, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return of(
                IntStream.range(0, size)
                        .mapToObj(image -> IntStream.rangeClosed(0, random.nextInt(3))
                                .map(label -> random.nextInt(classes))
                                .distinct()
                                .boxed()
                                .toList())
                        .toList(),
                classes);
    }
}
