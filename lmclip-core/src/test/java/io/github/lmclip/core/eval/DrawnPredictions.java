package io.github.lmclip.core.eval;

import io.github.lmclip.data.ClassGroup;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Predictions of a seed: logits that lean towards the truth, some of them equal. */
final class DrawnPredictions {

    private DrawnPredictions() {}

    /** Draws predictions of so many pictures and classes; the truth depends on the seed alone. */
    static Predictions of(long seed, int images, int classes, double skill) {
        SplittableRandom truth = new SplittableRandom(seed);
        SplittableRandom model = new SplittableRandom(Double.doubleToLongBits(skill) ^ seed);
        float[][] logits = new float[images][classes];
        boolean[][] targets = new boolean[images][classes];
        for (int image = 0; image < images; image++) {
            for (int id = 0; id < classes; id++) {
                targets[image][id] = truth.nextInt(classes) < 2;
                double lean = targets[image][id] ? skill : 0;
                logits[image][id] = Math.round(8 * (lean + model.nextDouble(-1, 1))) / 8f;
            }
        }
        return new Predictions(names("picture", images), names("class", classes), groups(classes), logits, targets);
    }

    private static List<String> names(String word, int count) {
        return IntStream.range(0, count).mapToObj(i -> word + " " + i).toList();
    }

    static List<ClassGroup> groups(int classes) {
        return IntStream.range(0, classes)
                .mapToObj(id -> ClassGroup.values()[id % ClassGroup.values().length])
                .toList();
    }
}
