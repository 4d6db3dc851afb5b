package io.github.lmclip.examples.cli.tune;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.tune.Aim;
import io.github.lmclip.core.tune.Sampler;
import io.github.lmclip.core.tune.SearchSpace;
import io.github.lmclip.core.tune.Tuning;
import io.github.lmclip.examples.cli.options.MeanOption;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The words that say what is searched, and how. */
final class TuneOptions {

    @Option(
            names = "--space",
            required = true,
            description = {
                "A file of ranges and choices, a line for each key, or quickstart for the one that comes with lm-clip."
            },
            paramLabel = "NAME|FILE")
    private String space;

    @Option(names = "--trials", description = "Points to try (default: ${DEFAULT-VALUE}).", defaultValue = "30")
    private int trials;

    @Option(
            names = "--sampler",
            description =
                    "How points are chosen: tpe, from what was found before, or random (default: ${DEFAULT-VALUE}).",
            defaultValue = "tpe")
    private String sampler;

    @Option(
            names = "--objective",
            description = "total, head, medium or tail: the mAP to make high (default: ${DEFAULT-VALUE}).",
            paramLabel = "MEAN",
            defaultValue = "total")
    private MeanOption objective;

    @Option(
            names = "--score",
            description = "What AP is computed on: softmax, as published, or raw (default: ${DEFAULT-VALUE}).",
            defaultValue = "softmax")
    private ScoreKind score;

    @Option(
            names = "--rungs",
            description = {
                "Successive halving: a trial is measured at so many points of its training, the last at its end, the",
                "others at the eta-th part of the next; with 1, every trial is trained to the end",
                "(default: ${DEFAULT-VALUE})."
            },
            defaultValue = "3")
    private int rungs;

    @Option(
            names = "--eta",
            description = "One of so many goes on to the next rung (default: ${DEFAULT-VALUE}).",
            defaultValue = "3")
    private int eta;

    @Option(names = "--seed", description = "Seed of the choices (default: ${DEFAULT-VALUE}).", defaultValue = "0")
    private long seed;

    @Option(
            names = "--workers",
            description = "Trials at once, each a process (default: as many as memory and processors allow).",
            paramLabel = "N")
    private Integer workers;

    Tuning tuning(Configuration base) {
        return Tuning.of(base, SearchSpace.named(space))
                .withTrials(trials)
                .withSampler(sampler())
                .withAim(new Aim(score, objective.part()))
                .withRungs(rungs)
                .withEta(eta)
                .withSeed(seed)
                .withWorkers(workers == null ? OptionalInt.empty() : OptionalInt.of(workers));
    }

    private Sampler sampler() {
        return Tuning.samplers().stream()
                .filter(known -> known.word().equals(sampler))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--sampler must be tpe or random, got " + sampler));
    }
}
