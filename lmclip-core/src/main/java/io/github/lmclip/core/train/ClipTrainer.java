package io.github.lmclip.core.train;

import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.data.load.LoaderOptions;
import io.github.lmclip.data.load.PictureBatch;
import io.github.lmclip.data.load.PictureLoader;
import io.github.lmclip.data.load.PicturePass;
import io.github.lmclip.losses.Loss;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The published training loop: every epoch draws as many pictures as the split holds, every step encodes pictures,
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
        if (options.batchSize() > data.split().size()) {
            throw new IllegalArgumentException("batchSize must be at most the %d images of %s, got %d"
                    .formatted(data.split().size(), data.split().name(), options.batchSize()));
        }
    }

    /**
     * Trains until the last epoch, or until the thread is interrupted: then it stops after the step at hand, which is
     * remembered, and the thread stays interrupted.
     *
     * @param evaluator measures the network after an epoch
     * @throws LmClipException if a term of the loss is not finite; the parameters are those before that step
     */
    public void train(Supplier<List<Evaluation>> evaluator) {
        clip.freezeBatchNorm(options.freezeBatchNorm());
        clip.computeIn(options.precision());
        clip.checkpoint(options.checkpointing());
        TrainingStep step = new TrainingStep(clip, objective, data);
        try (Update update = new Update(clip, options)) {
            Progress progress = memory.recall(update.state());
            while (progress.epoch() <= options.epochs()) {
                long start = System.nanoTime();
                Progress end = runEpoch(progress, step, update);
                if (end.batches() < batchesPerEpoch()) {
                    memory.keep(update.state(), end, true);
                    return;
                }
                report(end, update.rate(end), (System.nanoTime() - start) / 1e9, evaluator);
                progress = Progress.startOf(end.epoch() + 1);
                memory.keep(update.state(), progress, progress.epoch() > options.epochs());
            }
        }
    }

    private int batchesPerEpoch() {
        return (data.split().size() + options.batchSize() - 1) / options.batchSize();
    }

    /** Runs an epoch from where it stood, to its end or to an interruption. */
    private Progress runEpoch(Progress start, TrainingStep step, Update update) {
        Progress progress = start;
        try (PictureLoader batches = batches(start)) {
            while (batches.hasNext() && !Thread.currentThread().isInterrupted()) {
                PictureBatch batch = batches.next();
                if (batch.samples().isEmpty()) {
                    progress = progress.plusSkipped(batch.skipped());
                    continue;
                }
                TrainingStep.Outcome outcome = runStep(progress, step, batch);
                progress = progress.plusStep(batch.samples().size(), batch.skipped(), outcome.loss());
                report(progress, batch, outcome, update.after(progress));
                if (batches.hasNext()) {
                    memory.keep(update.state(), progress, false);
                }
            }
        }
        return progress;
    }

    private PictureLoader batches(Progress start) {
        int[] order = data.sampler().indices(start.epoch()).toArray();
        PicturePass pass =
                new PicturePass(data.split(), order, options.batchSize(), start.batches(), chanceSeed(start.epoch()));
        LoaderOptions loading = data.loading()
                .withAugmentation(options.augmentation())
                .withSkipBroken(options.badImages() == TrainingOptions.BadImages.SKIP);
        return new PictureLoader(pass, data.transform(), loading);
    }

    /** Returns a seed that shares nothing with the draws' of any epoch, or with other runs'. */
    private long chanceSeed(int epoch) {
        long own = new SplittableRandom(~options.seed()).nextLong();
        return new SplittableRandom(own + epoch).nextLong();
    }

    private static TrainingStep.Outcome runStep(Progress before, TrainingStep step, PictureBatch batch) {
        TrainingStep.Outcome outcome = step.run(batch);
        if (!outcome.isFinite()) {
            throw new LmClipException(
                    "epoch %d, batch %d: the loss is not finite (%s); its terms are %s; lower the learning rate"
                            .formatted(before.epoch(), before.batches() + 1, outcome.loss(), outcome.terms()));
        }
        return outcome;
    }

    private void report(Progress progress, PictureBatch batch, TrainingStep.Outcome outcome, Update.Move move) {
        listener.onStep(new StepReport(
                progress.epoch(),
                options.epochs(),
                progress.steps(),
                batchesPerEpoch(),
                batch.samples().size(),
                outcome.loss(),
                outcome.terms(),
                move.learningRate(),
                move.gradientNorm()));
    }

    private void report(Progress end, double rate, double seconds, Supplier<List<Evaluation>> evaluator) {
        int epoch = end.epoch();
        boolean measured = epoch % options.evaluateEvery() == 0 || epoch == options.epochs();
        List<Evaluation> evaluations = measured ? evaluator.get() : List.of();
        listener.onEpoch(new EpochReport(epoch, rate, end.meanLoss(), end.skipped(), seconds, evaluations));
    }
}
