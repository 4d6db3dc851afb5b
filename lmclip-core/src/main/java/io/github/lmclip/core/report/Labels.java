package io.github.lmclip.core.report;

import io.github.lmclip.core.eval.Predictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What a picture shows and what was said of it. */
final class Labels {

    private Labels() {}

    static List<Integer> of(Predictions predictions, int image) {
        List<Integer> ids = new ArrayList<>();
        for (int id = 0; id < predictions.classNames().size(); id++) {
            if (predictions.shows(image, id)) {
                ids.add(id);
            }
        }
        return ids;
    }

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
