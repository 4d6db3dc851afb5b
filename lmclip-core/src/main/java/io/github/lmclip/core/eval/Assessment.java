package io.github.lmclip.core.eval;

import io.github.lmclip.core.calibration.PlattFit;
import io.github.lmclip.core.calibration.ThresholdFit;
import io.github.lmclip.core.serve.Calibration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that is said about predictions: the published tables and what they lack.
 *
 * @param score what pictures are ranked by for mAP and AUROC
 * @param subsets the evaluation of all pictures, of those with one label and of those with several; a subset without
 *     pictures is absent
 * @param intervals how sure the headline numbers of all pictures are
 * @param ranking how pictures rank their own labels
 * @param recallAt the share of a picture's labels among its best 1, 3 and 5 classes
 * @param fitted what needs numbers fitted on other pictures; absent where there are none
 */
public record Assessment(
        ScoreKind score,
        Map<LabelSubset, Evaluation> subsets,
        Map<Headline, Interval> intervals,
        LabelRanking ranking,
        Map<Integer, Double> recallAt,
        Optional<Fitted> fitted) {

    /** How many ranges of probability a reliability diagram has. */
    public static final int BINS = 15;

    private static final List<Integer> BEST = List.of(1, 3, 5);

    /** Copies the maps. */
    public Assessment {
        subsets = Collections.unmodifiableMap(new EnumMap<>(subsets));
        intervals = Collections.unmodifiableMap(new EnumMap<>(intervals));
        recallAt = Collections.unmodifiableMap(new TreeMap<>(recallAt));
    }

    /**
     * What thresholds of the best F1 and probabilities by Platt, both fitted class by class on other pictures, give here.
     *
     * @param thresholds the logit from which on each class counts as present
     * @param decisions what comes of them
     * @param reliability of the probabilities
     * @param platt what makes probabilities of logits
     */
    public record Fitted(
            List<Double> thresholds, Decisions decisions, Reliability reliability, Calibration.Platt platt) {

        static Fitted of(Predictions predictions, Predictions fitOn) {
            List<Double> thresholds = ThresholdFit.bestF1(fitOn.logits(), fitOn.targets());
            Calibration.Platt platt = PlattFit.of(fitOn.logits(), fitOn.targets());
            return new Fitted(
                    thresholds,
                    Decisions.of(predictions, thresholds),
                    Reliability.of(platt.probabilities(predictions.logits()), predictions.targets(), BINS),
                    platt);
        }
    }

    /**
     * Assesses predictions.
     *
     * @param predictions of the pictures to judge by
     * @param fitOn predictions of other pictures, such as the training split's, for thresholds and probabilities
     * @param score what pictures are ranked by
     * @param bootstrap how the intervals are drawn
     */
    public static Assessment of(
            Predictions predictions, Optional<Predictions> fitOn, ScoreKind score, Bootstrap bootstrap) {
        Map<LabelSubset, Evaluation> subsets = new EnumMap<>(LabelSubset.class);
        for (LabelSubset subset : LabelSubset.values()) {
            subset.of(predictions).ifPresent(some -> subsets.put(subset, some.evaluate(score)));
        }
        Map<Integer, Double> recall = new TreeMap<>();
        BEST.stream()
                .filter(k -> k <= predictions.classNames().size())
                .forEach(k -> recall.put(k, LabelRanking.recallAt(predictions, k)));
        return new Assessment(
                score,
                subsets,
                bootstrap.of(predictions, score),
                LabelRanking.of(predictions),
                recall,
                fitOn.map(other -> Fitted.of(predictions, other)));
    }
}
