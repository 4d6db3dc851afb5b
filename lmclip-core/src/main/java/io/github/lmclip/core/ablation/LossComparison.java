package io.github.lmclip.core.ablation;

import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.Objective;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.MeasuredOn;
import io.github.lmclip.core.eval.ScoreKind;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Other losses in the place of the recipe's, each alone, with everything else as in the recipe: pictures, sampler, epochs,
 * optimizer. Two things are each loss's own: its learning rate, the best of a sweep on held-out pictures; and, for all but
 * the balanced asymmetric and the contrastive loss, a trained bias on the logits, which starts at minus their mean before
 * training. Sigmoids of CLIP's logits would be saturated without it; those two losses are used as published.
 *
 * @param base the recipe
 * @param losses names of {@link #names()}
 * @param rates that are tried; with one alone nothing is swept
 * @param sweepEpochs epochs of the sweep's runs; absent: those of the configuration
 * @param seeds how many the comparison runs from, at least 1
 * @param confidence of the intervals, in (0, 1)
 * @param score what pictures are ranked by where rates are chosen
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record LossComparison(
        Configuration base,
        List<String> losses,
        List<Double> rates,
        OptionalInt sweepEpochs,
        int seeds,
        double confidence,
        ScoreKind score)
        implements LossComparisonCopies.With {

    private static final String CONTRASTIVE = "contrastive";

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public LossComparison {
        losses = List.copyOf(losses);
        rates = List.copyOf(rates);
        for (String loss : losses) {
            if (!names().contains(loss)) {
                throw new IllegalArgumentException("losses must be of %s, got %s".formatted(names(), loss));
            }
        }
    }

    /** Returns the comparison of all losses from 5 seeds at 95 %. */
    public static LossComparison of(Configuration base) {
        return new LossComparison(base, names(), RateSweep.RATES, OptionalInt.empty(), 5, 0.95, ScoreKind.SOFTMAX);
    }

    /** Returns the losses that there are: those of the classes, and the contrastive one. */
    public static List<String> names() {
        return Stream.concat(Stream.of(CONTRASTIVE), Objective.names().stream()).toList();
    }

    /** Runs what the folder does not hold yet, as {@link Ablation#run(Path)} does. */
    public LossReport run(Path folder) {
        return run(folder, AblationListener.NOBODY, UnaryOperator.identity());
    }

    /**
     * Runs what the folder does not hold yet, as {@link Ablation#run(Path, AblationListener, UnaryOperator)} does: first the
     * sweep, in {@code rates}, then the comparison.
     */
    public LossReport run(Path folder, AblationListener listener, UnaryOperator<LmClipBuilder> more) {
        List<Variant> variants = variants(more);
        RateSweep sweep = new RateSweep(base, variants, rates, sweepEpochs);
        if (rates.size() == 1) {
            List<RateChoice> given = sweep.unswept();
            AblationReport compared = comparison(variants, given).run(folder, listener, more);
            return new LossReport(given, Optional.empty(), Optional.of(compared));
        }
        AblationReport swept = sweep.runs().run(folder.resolve("rates"), listener, more);
        List<RateChoice> choices = sweep.choices(swept, score);
        if (Thread.currentThread().isInterrupted() || choices.isEmpty()) {
            return new LossReport(choices, Optional.of(swept), Optional.empty());
        }
        AblationReport compared = comparison(variants, choices).run(folder, listener, more);
        return new LossReport(choices, Optional.of(swept), Optional.of(compared));
    }

    /** Returns the report of what is finished, and trains nothing. */
    public LossReport finished(Path folder) {
        List<Variant> variants = variants(UnaryOperator.identity());
        RateSweep sweep = new RateSweep(base, variants, rates, sweepEpochs);
        AblationReport swept = sweep.runs().finished(folder.resolve("rates"));
        List<RateChoice> choices = rates.size() == 1 ? sweep.unswept() : sweep.choices(swept, score);
        Optional<AblationReport> compared = choices.isEmpty()
                ? Optional.empty()
                : Optional.of(comparison(variants, choices).finished(folder));
        return new LossReport(choices, rates.size() == 1 ? Optional.empty() : Optional.of(swept), compared);
    }

    private Ablation comparison(List<Variant> variants, List<RateChoice> choices) {
        List<Variant> best = new ArrayList<>();
        for (RateChoice choice : choices) {
            variants.stream()
                    .filter(variant -> variant.name().equals(choice.variant()))
                    .forEach(variant -> best.add(RateSweep.at(variant, choice)));
        }
        return new Ablation(base, best, seeds, confidence, MeasuredOn.TEST);
    }

    /** Returns the recipe and every loss alone, without their learning rates. */
    private List<Variant> variants(UnaryOperator<LmClipBuilder> more) {
        // in hundredths, so that another machine's last bits make no other run of it
        String bias = Double.toString(Math.round(100 * StartBias.of(base, more)) / 100.0);
        List<Variant> variants = new ArrayList<>(List.of(Ablation.RECIPE));
        losses.forEach(loss -> variants.add(alone(loss, bias)));
        return variants;
    }

    private static Variant alone(String loss, String bias) {
        if (loss.equals(CONTRASTIVE)) {
            return Variant.of(loss, Map.of("loss.contrastive", "1", "loss.lambda", "0"));
        }
        Map<String, String> changes =
                new TreeMap<>(Map.of("loss.contrastive", "0", "loss.lambda", "1", "loss.classes", loss));
        if (!loss.equals(Objective.BALANCED_ASYMMETRIC)) {
            changes.put("training.logitBias", bias);
        }
        return Variant.of(loss, changes);
    }
}
