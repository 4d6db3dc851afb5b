package io.github.lmclip.core.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What a reader is told of a picture. */
final class Labels {

    private Labels() {}

    /** Returns the ids of the highest scores of a picture, the highest first; at most so many. */
    static List<Integer> best(float[] scores, int count) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -scores[id]))
                .limit(count)
                .toList();
    }

    /** Returns the last part of a path. */
    static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
