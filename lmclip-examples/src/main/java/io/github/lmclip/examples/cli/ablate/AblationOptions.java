package io.github.lmclip.examples.cli.ablate;

import io.github.lmclip.core.ablation.Ablation;
import io.github.lmclip.core.ablation.LossComparison;
import io.github.lmclip.core.ablation.RateSweep;
import io.github.lmclip.core.ablation.Variant;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The words that say what is compared, and how. */
final class AblationOptions {

    private static final String NONE = "none";
    private static final String ALL = "all";

    @Option(names = "--seeds", description = "Runs of each variant (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int seeds;

    @Option(
            names = "--only",
            description = {
                "Run these parts alone: no-contrastive, no-bal, no-normalization, no-class-weights, no-smoothing,",
                "no-focusing, no-margin, no-sampler, or none of them."
            },
            split = ",",
            paramLabel = "NAME")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--variant",
            description = "A variant of your own; repeatable.",
            paramLabel = "NAME:KEY=VALUE,KEY=VALUE")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = "--losses",
            description = "Compare losses in the recipe's place: all, or names separated by commas.",
            split = ",",
            paramLabel = "NAME")
    private List<String> losses = new ArrayList<>();

    @Option(
            names = "--rates",
            description = "Learning rates that each loss is tried at on held-out pictures (default: 1e-5 to 1e-3).",
            split = ",",
            paramLabel = "RATE")
    private List<Double> rates = RateSweep.RATES;

    @Option(names = "--sweep-epochs", description = "Epochs of those tries (default: the configuration's).")
    private Integer sweepEpochs;

    @Option(
            names = "--score",
            description = "What AP is computed on: softmax, as published, or raw (default: ${DEFAULT-VALUE}).",
            defaultValue = "softmax")
    private String score;

    @Option(
            names = "--confidence",
            description = "Of the intervals, in (0, 1) (default: ${DEFAULT-VALUE}).",
            defaultValue = "0.95")
    private double confidence;

    boolean isOfLosses() {
        if (!losses.isEmpty() && !(only.isEmpty() && variants.isEmpty())) {
            throw new IllegalArgumentException("--losses stands alone; --only and --variant are for parts");
        }
        return !losses.isEmpty();
    }

    ScoreKind score() {
        return Arrays.stream(ScoreKind.values())
                .filter(kind -> kind.word().equals(score))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--score must be softmax or raw, got " + score));
    }

    Ablation ablation(Configuration base) {
        Ablation all = Ablation.of(base).withSeeds(seeds).withConfidence(confidence);
        List<Variant> chosen = new ArrayList<>(all.variants());
        if (!only.isEmpty()) {
            chosen.removeIf(variant -> !variant.equals(Ablation.RECIPE) && !only.contains(variant.name()));
            requireKnown(all);
        }
        variants.forEach(text -> chosen.add(Variant.parse(text)));
        return all.withVariants(chosen);
    }

    private void requireKnown(Ablation all) {
        List<String> known = all.variants().stream().map(Variant::name).toList();
        for (String name : only) {
            if (!known.contains(name) && !name.equals(NONE)) {
                throw new IllegalArgumentException(
                        "--only: this configuration has %s, or none; got %s".formatted(known, name));
            }
        }
    }

    LossComparison comparison(Configuration base) {
        return LossComparison.of(base)
                .withLosses(losses.contains(ALL) ? LossComparison.names() : losses)
                .withRates(rates)
                .withSweepEpochs(sweepEpochs == null ? OptionalInt.empty() : OptionalInt.of(sweepEpochs))
                .withSeeds(seeds)
                .withConfidence(confidence)
                .withScore(score());
    }
}
