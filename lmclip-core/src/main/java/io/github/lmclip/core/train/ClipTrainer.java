package io.github.lmclip.core.train;

import ai.djl.engine.EngineException;
import io.github.lmclip.core.DivergedException;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.TokenTree;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.data.load.PicturePass;
import io.github.lmclip.losses.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The training loop. As published, every epoch draws as many pictures as the split holds, every step encodes pictures,
 * captions and all label prompts with gradient, AdamW moves all parameters, and the learning rate falls along a cosine
 * once per epoch.
 */
public final class ClipTrainer {

    private final Clip clip;
    private final Loss objective;
    private final TrainingData data;
    private final TrainingOptions options;
    private final ProgressListener listener;
    private final RunMemory memory;

    /**
     * Prepares a run.
     *
     * @param clip the network, which is changed in place
     * @param objective what to minimise
     * @param data what to train on
     * @param options how to train
     * @param listener watches the run
     * @param memory carries the run over stops
     */
    public ClipTrainer(
            Clip clip,
            Loss objective,
            TrainingData data,
            TrainingOptions options,
            ProgressListener listener,
            RunMemory memory) {
        this.clip = clip;
        this.objective = objective;
        this.data = data;
        this.options = options;
        this.listener = listener;
        this.memory = memory;
        StepRequirements.check(clip, data, options);
    }

    /**
     * Trains until the last epoch, until it gets no better where that ends the run, or until the thread is interrupted: then
     * it stops after the update at hand, which is remembered, and the thread stays interrupted. Afterwards the network has the
     * averaged weights, if there are any.
     *
     * @param evaluator measures the network after an epoch
     * @throws DivergedException if a term of the loss is not finite; the parameters are not moved by it
     * @throws io.github.lmclip.core.OutOfMemoryException if the engine finds no memory; the message has an estimate of what is
     *     needed and names options that lower it
     */
    public void train(Supplier<List<Evaluation>> evaluator) {
        MemoryEstimate estimate = MemoryEstimate.of(clip.backbone(), options, textPositions());
        listener.onStart(estimate);
        try {
            run(evaluator);
        } catch (EngineException e) {
            throw MemoryShortage.explain(e, estimate, options);
        }
    }

    /** Returns how many token positions a step computes, by its prompts and the first captions. */
    private int textPositions() {
        List<int[]> sequences = new ArrayList<>(data.prompts());
        sequences.addAll(data.captions().subList(0, options.batchSize()));
        return TokenTree.of(sequences).positions();
    }

    private void run(Supplier<List<Evaluation>> evaluator) {
        try (Update update = new Update(clip, options, batchesPerEpoch());
                TrainingStep step = new TrainingStep(clip, objective, data, options)) {
            try {
                run(step, update, evaluator);
            } finally {
                // a listener may end the run by an exception and keep the network
                update.useAverage();
            }
        }
    }

    private void run(TrainingStep step, Update update, Supplier<List<Evaluation>> evaluator) {
        Progress progress = memory.recall(state(update, step));
        step.prepare();
        EpochSource source = EpochSource.of(clip, data, options);
        while (!ends(progress)) {
            long start = System.nanoTime();
            Progress end = runEpoch(progress, source, step, update);
            if (end.batches() < batchesPerEpoch()) {
                memory.keep(state(update, step), end, true);
                return;
            }
            progress = report(end, (System.nanoTime() - start) / 1e9, update, evaluator);
            memory.keep(state(update, step), progress, ends(progress));
        }
    }

    private static RunState state(Update update, TrainingStep step) {
        return update.state().plus(step.state());
    }

    /** Returns whether this session takes no further step. */
    private boolean ends(Progress progress) {
        return isOver(progress) || memory.pausesBefore(progress.epoch());
    }

    private boolean isOver(Progress progress) {
        return progress.epoch() > options.epochs()
                || options.earlyStopping()
                        .map(rule -> rule.ends(progress.best()))
                        .orElse(false);
    }

    private int batchesPerEpoch() {
        return (data.split().size() + options.batchSize() - 1) / options.batchSize();
    }

    /** Runs an epoch from where it stood, to its end or to an interruption. */
    private Progress runEpoch(Progress start, EpochSource source, TrainingStep step, Update update) {
        Progress progress = start;
        try (EpochBatches batches = source.open(pass(start))) {
            while (batches.hasNext() && !(update.isDone() && isInterrupted())) {
                StepBatch batch = batches.next();
                progress =
                        batch.size() == 0 ? progress.plusSkipped(batch.skipped()) : take(batch, progress, step, update);
                if (update.isDone() && batches.hasNext()) {
                    memory.keep(state(update, step), progress, false);
                }
            }
        }
        update.finish(progress);
        return progress;
    }

    private Progress take(StepBatch batch, Progress before, TrainingStep step, Update update) {
        TrainingStep.Outcome outcome = runStep(before, step, batch);
        Progress progress = before.plusStep(batch.size(), batch.skipped(), outcome.loss());
        listener.onBackward(progress.epoch(), progress.steps());
        report(progress, batch, outcome, update.after(progress));
        return progress;
    }

    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private PicturePass pass(Progress start) {
        int[] order = data.sampler().indices(start.epoch()).toArray();
        return new PicturePass(data.split(), order, options.batchSize(), start.batches(), chanceSeed(start.epoch()));
    }

    /** Returns a seed that shares nothing with the draws' of any epoch, or with other runs'. */
    private long chanceSeed(int epoch) {
        long own = new SplittableRandom(~options.seed()).nextLong();
        return new SplittableRandom(own + epoch).nextLong();
    }

    private static TrainingStep.Outcome runStep(Progress before, TrainingStep step, StepBatch batch) {
        TrainingStep.Outcome outcome = step.run(batch, before.steps());
        if (!outcome.isFinite()) {
            throw new DivergedException(
                    "epoch %d, batch %d: the loss is not finite (%s); its terms are %s; lower the learning rate"
                            .formatted(before.epoch(), before.batches() + 1, outcome.loss(), outcome.terms()));
        }
        return outcome;
    }

    private void report(Progress progress, StepBatch batch, TrainingStep.Outcome outcome, Update.Move move) {
        listener.onStep(new StepReport(
                progress.epoch(),
                options.epochs(),
                progress.steps(),
                batchesPerEpoch(),
                batch.size(),
                outcome.loss(),
                outcome.terms(),
                move.learningRate(),
                move.gradientNorm()));
    }

    /** Measures and reports an epoch by the averaged weights, if there are any; returns the beginning of the next one. */
    private Progress report(Progress end, double seconds, Update update, Supplier<List<Evaluation>> evaluator) {
        int epoch = end.epoch();
        boolean measured = epoch % options.evaluateEvery() == 0 || epoch == options.epochs();
        List<Evaluation> evaluations;
        try (Update.Averaged averaged = update.averaged()) {
            evaluations = measured ? evaluator.get() : List.of();
            double rate = update.rate(end);
            listener.onEpoch(new EpochReport(epoch, rate, end.meanLoss(), end.skipped(), seconds, evaluations));
        }
        BestSoFar best = options.earlyStopping()
                .map(rule -> rule.after(end.best(), evaluations))
                .orElse(end.best());
        return Progress.startOf(epoch + 1, best);
    }
}
