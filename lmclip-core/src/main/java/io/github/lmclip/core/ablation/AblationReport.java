package io.github.lmclip.core.ablation;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.MeanAndDeviation;
import io.github.lmclip.core.eval.PairedDifference;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an ablation has found so far. A difference whose interval holds 0 is inside the noise. Each interval is right with
 * the ablation's confidence by itself: of many, some miss the truth.
 *
 * @param ablation what was to be run
 * @param runs those that are finished
 * @param failures those that went wrong this time
 */
public record AblationReport(Ablation ablation, List<AblationRun> runs, List<AblationFailure> failures) {

    /** Copies the lists. */
    public AblationReport {
        runs = List.copyOf(runs);
        failures = List.copyOf(failures);
    }

    /** Returns whether every run is finished. */
    public boolean isComplete() {
        return runs.size() == ablation.variants().size() * ablation.seeds();
    }

    /**
     * Returns the rows of the table: by variant in the ablation's order, then by group. Groups without classes and variants
     * without a finished run have none.
     *
     * @param score what pictures are ranked by
     */
    public List<AblationRow> rows(ScoreKind score) {
        List<AblationRow> rows = new ArrayList<>();
        for (Variant variant : ablation.variants()) {
            for (GroupMeans.Part part : GroupMeans.Part.values()) {
                row(variant.name(), part, score).ifPresent(rows::add);
            }
        }
        return rows;
    }

    private Optional<AblationRow> row(String variant, GroupMeans.Part part, ScoreKind score) {
        Map<Long, Double> values = values(variant, part, score);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        MeanAndDeviation means = MeanAndDeviation.of(array(values));
        String base = ablation.variants().get(0).name();
        Optional<PairedDifference> difference =
                variant.equals(base) ? Optional.empty() : difference(values, values(base, part, score));
        return Optional.of(new AblationRow(variant, part, means, difference));
    }

    /** Pairs the seeds that both have finished. */
    private Optional<PairedDifference> difference(Map<Long, Double> values, Map<Long, Double> base) {
        Map<Long, Double> shared = new TreeMap<>(values);
        shared.keySet().retainAll(base.keySet());
        Map<Long, Double> other = new TreeMap<>(base);
        other.keySet().retainAll(values.keySet());
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of(PairedDifference.of(array(shared), array(other), ablation.confidence()));
    }

    /** Returns the finite mAP of a variant by seed, sorted. */
    private Map<Long, Double> values(String variant, GroupMeans.Part part, ScoreKind score) {
        Map<Long, Double> values = new TreeMap<>();
        runs.stream()
                .filter(run -> run.variant().equals(variant))
                .filter(run -> Double.isFinite(part.of(run.means().get(score))))
                .forEach(run -> values.put(run.seed(), part.of(run.means().get(score))));
        return values;
    }

    private static double[] array(Map<Long, Double> values) {
        return values.values().stream().mapToDouble(value -> value).toArray();
    }
}
