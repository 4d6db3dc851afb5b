package io.github.lmclip.core.report;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.GroupMeans.Part;
import io.github.lmclip.core.eval.MeanAndDeviation;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.eval.SeedDifference;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the seeds of one thing came to.
 *
 * @param name that of its first model, or the one that was given
 * @param models how many
 * @param means mean and deviation of mAP over them, in [0, 1]; absent for a group without classes
 * @param differences to the first thing, with intervals over seeds; none for the first thing itself
 */
public record ComparedThing(
        String name, int models, Map<Part, MeanAndDeviation> means, Map<Part, SeedDifference> differences) {

    /** Share of intervals over seeds that hold the true difference. */
    static final double CONFIDENCE = 0.95;

    /** Measures the models of one thing beside those of the first. */
    static ComparedThing of(List<ComparedModel> models, Optional<List<ComparedModel>> first, ScoreKind score) {
        Map<Part, MeanAndDeviation> means = new EnumMap<>(Part.class);
        Map<Part, SeedDifference> differences = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            double[] values = values(models, part, score);
            if (!Double.isNaN(values[0])) {
                means.put(part, MeanAndDeviation.of(values));
                first.ifPresent(base -> differences.put(part, difference(models, base, part, score)));
            }
        }
        ComparedModel one = models.get(0);
        boolean named = !one.thing().startsWith("{");
        return new ComparedThing(named ? one.thing() : one.name(), models.size(), means, differences);
    }

    private static SeedDifference difference(
            List<ComparedModel> models, List<ComparedModel> base, Part part, ScoreKind score) {
        List<ComparedModel> ours = bySeed(models);
        List<ComparedModel> theirs = bySeed(base);
        List<OptionalLong> seeds = ours.stream().map(ComparedModel::seed).toList();
        boolean same = seeds.equals(theirs.stream().map(ComparedModel::seed).toList())
                && seeds.stream().allMatch(OptionalLong::isPresent)
                && seeds.stream().distinct().count() == seeds.size();
        double[] values = values(ours, part, score);
        double[] baseValues = values(theirs, part, score);
        return same
                ? SeedDifference.ofPairs(values, baseValues, CONFIDENCE)
                : SeedDifference.ofSeparate(values, baseValues, CONFIDENCE);
    }

    private static List<ComparedModel> bySeed(List<ComparedModel> models) {
        return models.stream()
                .sorted(Comparator.comparingLong(model -> model.seed().orElse(0)))
                .toList();
    }

    private static double[] values(List<ComparedModel> models, Part part, ScoreKind score) {
        return models.stream()
                .map(model -> model.predictions().evaluate(score).meanAveragePrecision())
                .mapToDouble((GroupMeans means) -> part.of(means))
                .toArray();
    }
}
