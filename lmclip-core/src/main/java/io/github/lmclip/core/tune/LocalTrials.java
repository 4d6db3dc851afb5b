package io.github.lmclip.core.tune;

import io.github.lmclip.core.DivergedException;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.config.MeasuredOn;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.core.watch.Stopwatch;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Trials in this process. An engine has its threads once per process, so that several at a time gain little. */
public final class LocalTrials implements TrialRunner {

    private final UnaryOperator<LmClipBuilder> more;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Runs trials as their configurations say. */
    public LocalTrials() {
        this(UnaryOperator.identity());
    }

    /**
     * Runs trials.
     *
     * @param more what to say to every trial's builder beside its configuration
     */
    public LocalTrials(UnaryOperator<LmClipBuilder> more) {
        this.more = more;
    }

    @Override
    public TrialOutcome run(TrialJob job, Consumer<TrialStep> steps) {
        threads.add(Thread.currentThread());
        Stopwatch watch = Stopwatch.start();
        try (LmClip model = builder(job, steps).train()) {
            if (Thread.currentThread().isInterrupted()) {
                return new TrialOutcome.Stopped();
            }
        } catch (DivergedException e) {
            return new TrialOutcome.Diverged(e.getMessage());
        } finally {
            threads.remove(Thread.currentThread());
        }
        return new TrialOutcome.Measured(new RungResult(
                job.epochs(), RunMetrics.read(job.folder()).after(job.epochs()), watch.seconds(), watch.cpuSeconds()));
    }

    private LmClipBuilder builder(TrialJob job, Consumer<TrialStep> steps) {
        LmClipBuilder builder = job.configuration()
                .builder()
                .dataset(MeasuredOn.HELD_OUT.of(job.configuration().data().open()));
        return more.apply(builder)
                .runFolder(job.folder())
                .resume()
                .pauseAfter(job.epochs())
                .listener(new ProgressListener() {
                    @Override
                    public void onStep(StepReport step) {
                        steps.accept(new TrialStep(step.epoch(), step.step(), step.steps()));
                    }
                });
    }

    @Override
    public void stop() {
        threads.forEach(Thread::interrupt);
    }
}
