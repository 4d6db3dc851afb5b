package io.github.lmclip.examples.cli.classify;

import io.github.lmclip.core.Prediction;
import io.github.lmclip.core.Score;
import io.github.lmclip.core.serve.Classification;
import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.core.serve.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * One pass of a classifier over files: those that cannot be read are named on the error stream and counted.
 *
 * @param classifier stays the caller's
 * @param score what the lines tell
 * @param top labels per picture at most
 * @param threshold least score of a label, where there is one
 */
record ClassifyScan(LmClipClassifier classifier, Score score, int top, Optional<Double> threshold) {

    void run(List<Path> pictures, ResultLines lines) {
        List<String> broken = new ArrayList<>();
        long start = System.nanoTime();
        try (ProgressBar bar = new ProgressBarBuilder()
                        .setTaskName("pictures")
                        .setInitialMax(pictures.size())
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(500)
                        .build();
                Stream<Outcome> outcomes = classifier.stream(pictures.stream())) {
            for (Iterator<Outcome> each = outcomes.iterator(); each.hasNext(); bar.step()) {
                Outcome outcome = each.next();
                if (outcome instanceof Outcome.Found found) {
                    write(found.picture(), found.classification(), lines);
                } else if (outcome instanceof Outcome.Broken problem) {
                    broken.add(problem.reason().getMessage());
                }
            }
        }
        broken.forEach(problem -> System.err.println("skipped: " + problem));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.err.printf(
                "%d pictures, %d of them could not be read; %.1f pictures per second.%n",
                pictures.size(), broken.size(), pictures.size() / seconds);
    }

    private void write(Path picture, Classification found, ResultLines lines) {
        int rank = 1;
        for (Prediction each : found.by(score).top(top)) {
            if (each.score() >= threshold.orElse(Double.NEGATIVE_INFINITY)) {
                lines.add(picture, rank++, each.label(), each.score(), score.label());
            }
        }
    }
}
