package io.github.lmclip.examples.cli.ablate;

import io.github.lmclip.core.ablation.AblationFailure;
import io.github.lmclip.core.ablation.AblationListener;
import io.github.lmclip.core.ablation.AblationRun;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.examples.cli.output.ConsoleProgress;
import java.util.Optional;

/** A progress bar for the run at hand, and a line for each that is over. */
final class AblationProgress implements AblationListener, AutoCloseable {

    private final ScoreKind score;
    private Optional<ConsoleProgress> bar = Optional.empty();

    AblationProgress(ScoreKind score) {
        this.score = score;
    }

    @Override
    public ProgressListener onStart(String variant, long seed, int number, int runs) {
        close();
        ConsoleProgress fresh = new ConsoleProgress("%d/%d %s, seed %d".formatted(number, runs, variant, seed));
        bar = Optional.of(fresh);
        return fresh;
    }

    @Override
    public void onRun(AblationRun run) {
        close();
        System.err.printf(
                "%s, seed %d: mAP %s, %.0f s (%.0f CPU s)%n",
                run.variant(), run.seed(), run.means().get(score), run.seconds(), run.cpuSeconds());
    }

    @Override
    public void onFailure(AblationFailure failure) {
        close();
        System.err.printf("%s, seed %d failed: %s%n", failure.variant(), failure.seed(), failure.reason());
    }

    @Override
    public void close() {
        bar.ifPresent(ConsoleProgress::close);
        bar = Optional.empty();
    }
}
