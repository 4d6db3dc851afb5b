package io.github.lmclip.core.report;

import io.github.lmclip.core.eval.Assessment;
import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.Headline;
import io.github.lmclip.core.eval.Interval;
import io.github.lmclip.core.eval.LabelSubset;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A model's predictions and what follows from them.
 *
 * @param predictions of the test split
 * @param assessment by the score of the report
 * @param intervals of the headline numbers by every kind of score
 */
record Measured(Predictions predictions, Assessment assessment, Map<ScoreKind, Map<Headline, Interval>> intervals) {

    static Measured of(Predictions predictions, Optional<Predictions> fitOn, ScoreKind score, Bootstrap bootstrap) {
        Assessment assessment = Assessment.of(predictions, fitOn, score, bootstrap);
        Map<ScoreKind, Map<Headline, Interval>> intervals = new EnumMap<>(ScoreKind.class);
        for (ScoreKind kind : ScoreKind.values()) {
            intervals.put(kind, kind == score ? assessment.intervals() : bootstrap.of(predictions, kind));
        }
        return new Measured(predictions, assessment, intervals);
    }

    /** Returns the evaluation of all pictures. */
    Evaluation evaluation() {
        return assessment.subsets().get(LabelSubset.ALL);
    }
}
