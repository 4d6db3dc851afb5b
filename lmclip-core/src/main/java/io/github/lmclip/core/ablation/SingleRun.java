package io.github.lmclip.core.ablation;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.RunCleanup;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.watch.Stopwatch;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One run of an ablation, in a folder of its own, so that it goes on after a stop where it was. */
final class SingleRun {

    private final String variant;
    private final long seed;
    private final Path folder;
    private final Configuration configuration;

    SingleRun(String variant, long seed, Path ablation, Configuration configuration) {
        this.variant = variant;
        this.seed = seed;
        this.configuration = configuration;
        folder = ablation.resolve("runs").resolve(variant).resolve("seed-" + seed);
    }

    /** Trains, or goes on; returns nothing if it was interrupted. */
    Optional<AblationRun> train(UnaryOperator<LmClipBuilder> more) {
        Stopwatch watch = Stopwatch.start();
        LmClipBuilder builder =
                more.apply(configuration.builder()).runFolder(folder).resume();
        try (LmClip model = builder.train()) {
            if (Thread.currentThread().isInterrupted()) {
                return Optional.empty();
            }
        }
        return Optional.of(new AblationRun(variant, seed, means(), watch.seconds(), watch.cpuSeconds()));
    }

    private Map<ScoreKind, GroupMeans> means() {
        RunMetrics metrics = RunMetrics.read(folder);
        Map<ScoreKind, GroupMeans> means = new EnumMap<>(ScoreKind.class);
        for (ScoreKind score : ScoreKind.values()) {
            RunMetrics.Row last = metrics.last(score)
                    .orElseThrow(() -> new LmClipException("%s: the last epoch was not measured".formatted(folder)));
            means.put(score, last.means());
        }
        return means;
    }

    /** Deletes what only a run that goes on needs; settings and metrics stay. */
    void discardState() {
        RunCleanup.discardAll(folder);
    }
}
