package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.Prediction;
import io.github.lmclip.core.Score;
import io.github.lmclip.core.Similarity;
import io.github.lmclip.core.Similarity.Match;
import io.github.lmclip.examples.cli.classify.ResultLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One pass over pictures: those that cannot be read are named on the error stream and counted. */
final class ZeroShotScan {

    private final LmClip model;
    private final List<Path> pictures;
    private final int top;

    ZeroShotScan(LmClip model, List<Path> pictures, int top) {
        this.model = model;
        this.pictures = pictures;
        this.top = top;
    }

    /** Writes the best labels of every picture and returns how many could not be read. */
    int classify(Score kind, ResultLines lines) {
        return scan((file, vector) -> {
            List<Prediction> ranked = model.classify(vector, kind);
            for (int i = 0; i < Math.min(top, ranked.size()); i++) {
                lines.add(file, i + 1, ranked.get(i).label(), ranked.get(i).score(), kind.label());
            }
        });
    }

    /** Writes the pictures that fit a text best and returns how many could not be read. */
    int search(String text, ResultLines lines) {
        List<Path> files = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        int broken = scan((file, vector) -> {
            files.add(file);
            vectors.add(vector);
        });
        float[] query = model.embedTexts(List.of(text))[0];
        int rank = 1;
        for (Match match : Similarity.nearest(query, vectors.toArray(float[][]::new), top)) {
            lines.add(files.get(match.row()), rank++, text, match.cosine(), Score.COSINE.label());
        }
        return broken;
    }

    private int scan(BiConsumer<Path, float[]> each) {
        List<String> broken = new ArrayList<>();
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("pictures")
                .setInitialMax(pictures.size())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .build()) {
            model.embedImages(
                    pictures,
                    (file, vector) -> {
                        each.accept(file, vector);
                        bar.step();
                    },
                    problem -> {
                        broken.add(problem.getMessage());
                        bar.step();
                    });
        }
        broken.forEach(problem -> System.err.println("skipped: " + problem));
        return broken.size();
    }
}
