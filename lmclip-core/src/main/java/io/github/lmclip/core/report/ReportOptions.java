package io.github.lmclip.core.report;

import io.github.lmclip.core.RunCheckpoint;
import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.eval.Tsne;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a report is to have.
 *
 * @param checkpoint which of the run's models
 * @param score what AP ranks pictures by
 * @param bootstrap how intervals are drawn
 * @param zeroShot whether the pre-trained model stands beside it, which takes its weights
 * @param fit whether thresholds and probabilities are fitted, which takes the training pictures
 * @param map how pictures are placed on a plane; absent: no map
 * @param gallery pictures in each row of the gallery, 0 to 100
 * @param classes names of the classes whose precision and recall is drawn at first; of none: the rarest of each group
 * @param images the folder of the run's images where it has moved
 * @param fresh whether to measure again what the run's folder holds already
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record ReportOptions(
        RunCheckpoint checkpoint,
        ScoreKind score,
        Bootstrap bootstrap,
        boolean zeroShot,
        boolean fit,
        Optional<Tsne> map,
        int gallery,
        List<String> classes,
        Optional<Path> images,
        boolean fresh)
        implements ReportOptionsCopies.With {

    private static final int LARGEST_ROW = 100;

    /** Checks the ranges and copies the list. */
    public ReportOptions {
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(score, "score");
        Objects.requireNonNull(bootstrap, "bootstrap");
        classes = List.copyOf(classes);
        if (gallery < 0 || gallery > LARGEST_ROW) {
            throw new IllegalArgumentException("gallery must be in [0, %d], got %d".formatted(LARGEST_ROW, gallery));
        }
    }

    /** Returns the best model by softmax, with all that a report can have. */
    public static ReportOptions defaults() {
        return new ReportOptions(
                RunCheckpoint.BEST_TOTAL,
                ScoreKind.SOFTMAX,
                Bootstrap.defaults(),
                true,
                true,
                Optional.of(Tsne.defaults()),
                12,
                List.of(),
                Optional.empty(),
                false);
    }
}
