package io.github.lmclip.core.ablation;

import io.github.lmclip.core.FolderLock;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.train.ProgressListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Runs one after the other what an ablation's folder does not hold yet: all variants of one seed, then the next seed. */
final class RunSeries {

    private final Ablation ablation;
    private final Path folder;
    private final AblationListener listener;
    private final UnaryOperator<LmClipBuilder> more;
    private final List<AblationRun> runs = new ArrayList<>();
    private final List<AblationFailure> failures = new ArrayList<>();

    RunSeries(Ablation ablation, Path folder, AblationListener listener, UnaryOperator<LmClipBuilder> more) {
        this.ablation = ablation;
        this.folder = folder;
        this.listener = listener;
        this.more = more;
    }

    AblationReport run() {
        try (FolderLock lock = FolderLock.of(folder)) {
            ablation.finished(folder);
            AblationResults results = AblationResults.open(folder);
            UnaryOperator<LmClipBuilder> shared = shared();
            long[] seeds = ablation.seedNumbers().toArray();
            int number = 0;
            for (long seed : seeds) {
                for (Variant variant : ablation.variants()) {
                    number++;
                    if (!Thread.currentThread().isInterrupted()) {
                        run(variant, seed, number, results, shared);
                    }
                }
            }
        }
        return new AblationReport(ablation, runs, failures);
    }

    /** Returns what all runs are told: to measure on the pictures of this ablation, and to share what was decoded. */
    private UnaryOperator<LmClipBuilder> shared() {
        var cache = ablation.base().loading().cache();
        var source = ablation.measuredOn().of(ablation.base().data().open());
        return builder -> more.apply(builder.dataset(source).loading(options -> options.withCache(cache)));
    }

    private void run(
            Variant variant, long seed, int number, AblationResults results, UnaryOperator<LmClipBuilder> shared) {
        Configuration configuration = ablation.configuration(variant, seed);
        Optional<AblationRun> kept = results.find(variant.name(), seed, configuration);
        if (kept.isPresent()) {
            runs.add(kept.get());
            return;
        }
        ProgressListener steps = listener.onStart(
                variant.name(),
                seed,
                number,
                ablation.seeds() * ablation.variants().size());
        SingleRun single = new SingleRun(variant.name(), seed, folder, configuration);
        try {
            single.train(builder -> shared.apply(builder).listener(steps)).ifPresent(run -> {
                results.add(run, configuration);
                single.discardState();
                runs.add(run);
                listener.onRun(run);
            });
        } catch (RuntimeException e) {
            // whatever one variant does wrong, the others' hours are not to be lost by it
            AblationFailure failure = new AblationFailure(variant.name(), seed, e.toString());
            failures.add(failure);
            listener.onFailure(failure);
        }
    }
}
