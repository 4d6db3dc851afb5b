package io.github.lmclip.core.ablation;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.MeasuredOn;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Every variant at every learning rate from one seed, measured on held-out pictures and never on the test split: each method
 * is then shown at its own best rate.
 *
 * @param base the configuration that the variants are changes of
 * @param variants at least one
 * @param rates that are tried, at least one
 * @param epochs of these runs; absent: those of the configuration
 */
public record RateSweep(Configuration base, List<Variant> variants, List<Double> rates, OptionalInt epochs) {

    /** Steps of about three, around what fine-tuning of CLIP is published with for small networks. */
    public static final List<Double> RATES = List.of(1e-5, 3e-5, 1e-4, 3e-4, 1e-3);

    private static final String RATE = "training.learningRate";

    /**
     * Sorts the rates.
     *
     * @throws IllegalArgumentException if there is none
     */
    public RateSweep {
        variants = List.copyOf(variants);
        rates = rates.stream().distinct().sorted().toList();
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("expected at least one learning rate, got none");
        }
    }

    /** Returns the runs that this takes. */
    Ablation runs() {
        List<Variant> all = new ArrayList<>();
        variants.forEach(variant -> rates.forEach(rate -> all.add(at(variant, rate))));
        return new Ablation(base, all, 1, 0.95, MeasuredOn.HELD_OUT);
    }

    private Variant at(Variant variant, double rate) {
        Map<String, String> changes = new TreeMap<>(Map.of(RATE, Double.toString(rate)));
        epochs.ifPresent(count -> changes.put("training.epochs", Integer.toString(count)));
        return variant.with(name(variant, rate), changes);
    }

    private static String name(Variant variant, double rate) {
        return variant.name() + "-at-" + rate;
    }

    /** Returns the first rate for every variant, where it is the only one. */
    List<RateChoice> unswept() {
        return variants.stream()
                .map(variant -> new RateChoice(variant.name(), rates.get(0), Double.NaN, true))
                .toList();
    }

    /**
     * Returns the best rate of every variant that has finished at one rate at least, in their order.
     *
     * @param report of {@link #runs}
     * @param score what pictures are ranked by
     */
    List<RateChoice> choices(AblationReport report, ScoreKind score) {
        List<RateChoice> choices = new ArrayList<>();
        for (Variant variant : variants) {
            TreeMap<Double, Double> found = new TreeMap<>();
            rates.forEach(rate -> total(report, name(variant, rate), score).ifPresent(total -> found.put(total, rate)));
            if (!found.isEmpty()) {
                double best = found.lastEntry().getValue();
                boolean atEdge = best == Collections.min(rates) || best == Collections.max(rates);
                choices.add(new RateChoice(variant.name(), best, found.lastKey(), atEdge));
            }
        }
        return choices;
    }

    private static Optional<Double> total(AblationReport report, String name, ScoreKind score) {
        return report.runs().stream()
                .filter(run -> run.variant().equals(name))
                .map(run -> run.means().get(score).total())
                .findFirst();
    }

    /** Returns a variant at the rate that was chosen for it. */
    static Variant at(Variant variant, RateChoice choice) {
        return variant.with(variant.name(), Map.of(RATE, Double.toString(choice.rate())));
    }
}
