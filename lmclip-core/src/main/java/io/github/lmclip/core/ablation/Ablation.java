package io.github.lmclip.core.ablation;

import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.MeasuredOn;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Which runs to compare: variants of a configuration, each from the same seeds, measured after the last epoch.
 *
 * <pre>{@code
 * AblationReport report = Ablation.of(Configuration.quickstart()).withSeeds(3).run(Path.of("runs/ablation"));
 * report.rows(ScoreKind.SOFTMAX).forEach(System.out::println);
 * }</pre>
 *
 * @param base the configuration that the variants are changes of
 * @param variants at least one; the others are compared with the first
 * @param seeds how many, at least 1, from the configuration's own seed on
 * @param confidence of the intervals, in (0, 1)
 * @param measuredOn the pictures of the comparison
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record Ablation(Configuration base, List<Variant> variants, int seeds, double confidence, MeasuredOn measuredOn)
        implements AblationCopies.With {

    /** The variant without changes. */
    public static final Variant RECIPE = Variant.of("recipe", Map.of());

    private static final String SEED = "training.seed";

    /**
     * Checks that every variant is a possible configuration, unlike the first.
     *
     * @throws IllegalArgumentException if not, two have the same name, a number is out of its range, or one holds training
     *     images out although the test split is measured
     * @throws io.github.lmclip.core.config.ConfigurationException if a variant changes an unknown key
     */
    public Ablation {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(measuredOn, "measuredOn");
        variants = List.copyOf(variants);
        require(!variants.isEmpty(), "expected at least one variant, got none");
        require(seeds >= 1, "seeds must be >= 1, got %s", seeds);
        require(confidence > 0 && confidence < 1, "confidence must be inside (0, 1), got %s", confidence);
        Set<String> names = new HashSet<>();
        for (Variant variant : variants) {
            String name = variant.name();
            require(names.add(name), "two variants are named %s", name);
            require(!variant.changes().containsKey(SEED), "%s changes the seed, which all variants share", name);
            require(
                    names.size() == 1
                            || !variant.of(base).equals(variants.get(0).of(base)),
                    "%s is the same configuration as %s",
                    name,
                    variants.get(0).name());
            measuredOn.of(variant.of(base));
        }
    }

    private static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(values));
        }
    }

    /** Returns the recipe and, one at a time, what it is without each of its parts, from 5 seeds at 95 %. */
    public static Ablation of(Configuration base) {
        List<Variant> variants = new ArrayList<>(List.of(RECIPE));
        Arrays.stream(RecipePart.values())
                .map(RecipePart::without)
                .filter(variant -> !variant.isIdle(base))
                .forEach(variants::add);
        return new Ablation(base, variants, 5, 0.95, MeasuredOn.TEST);
    }

    /**
     * Runs what the folder does not hold yet, and reports on all of it. Each run is kept as soon as it is finished, and one
     * that was stopped goes on where it was; so the same call after any stop ends with the same report. An interrupted
     * thread stops after the step at hand and gets the report of what is finished.
     *
     * @param folder for results and runs, of this ablation alone; other variants and more seeds may be added to it
     * @throws IllegalStateException if another process has the folder, or it holds results of another configuration
     */
    public AblationReport run(Path folder) {
        return run(folder, AblationListener.NOBODY, UnaryOperator.identity());
    }

    /**
     * Runs as {@link #run(Path)} does.
     *
     * @param listener watches
     * @param more what to say to every run's builder beside its configuration, such as device or downloads
     */
    public AblationReport run(Path folder, AblationListener listener, UnaryOperator<LmClipBuilder> more) {
        return new RunSeries(this, folder, listener, more).run();
    }

    /** Returns the report of what is finished, and runs nothing. */
    public AblationReport finished(Path folder) {
        AblationResults results = AblationResults.open(folder);
        List<AblationRun> runs = new ArrayList<>();
        seedNumbers()
                .forEach(seed ->
                        variants.forEach(variant -> results.find(variant.name(), seed, configuration(variant, seed))
                                .ifPresent(runs::add)));
        return new AblationReport(this, runs, List.of());
    }

    /** Returns the seeds. */
    public LongStream seedNumbers() {
        long first = base.training().seed();
        return LongStream.range(first, first + seeds);
    }

    /** Returns the configuration of one run; epochs that nothing depends on are not measured, which saves time. */
    Configuration configuration(Variant variant, long seed) {
        Configuration run = measuredOn.of(variant.of(base).with(SEED, Long.toString(seed)));
        return run.training().earlyStopping().isPresent()
                ? run
                : run.with(
                        "training.evaluateEvery",
                        Integer.toString(run.training().epochs()));
    }
}
