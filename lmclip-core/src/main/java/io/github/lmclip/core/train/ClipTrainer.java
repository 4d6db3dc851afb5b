package io.github.lmclip.core.train;

import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.engine.AdamW;
import io.github.lmclip.core.eval.Evaluation;
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

    /**
     * Prepares a run.
     *
     * @param clip the network, which is changed in place
     * @param objective what to minimise
     * @param data what to train on
     * @param options how to train
     * @param listener watches the run
     */
    public ClipTrainer(
            Clip clip, Loss objective, TrainingData data, TrainingOptions options, ProgressListener listener) {
        this.clip = clip;
        this.objective = objective;
        this.data = data;
        this.options = options;
        this.listener = listener;
        if (options.batchSize() > data.split().size()) {
            throw new IllegalArgumentException("batchSize must be at most the %d images of %s, got %d"
                    .formatted(data.split().size(), data.split().name(), options.batchSize()));
        }
    }

    /**
     * Trains until the last epoch, or until the thread is interrupted: then it stops after the step at hand, and the
     * thread stays interrupted.
     *
     * @param evaluator measures the network after an epoch
     * @throws LmClipException if a term of the loss is not finite; the parameters are those before that step
     */
    public void train(Supplier<List<Evaluation>> evaluator) {
        clip.freezeBatchNorm(options.freezeBatchNorm());
        TrainingStep step = new TrainingStep(clip, objective, data);
        try (AdamW optimizer = new AdamW(clip.manager(), clip.trained(), options.optimizer())) {
            for (int epoch = 1; epoch <= options.epochs(); epoch++) {
                if (!runEpoch(epoch, step, optimizer, evaluator)) {
                    return;
                }
            }
        }
    }

    /** Returns whether the epoch ran to its end. */
    private boolean runEpoch(int epoch, TrainingStep step, AdamW optimizer, Supplier<List<Evaluation>> evaluator) {
        double rate = CosineSchedule.rate(options.learningRate(), epoch - 1, options.epochs());
        Tally tally = new Tally();
        try (BatchLoader batches = batches(epoch)) {
            while (batches.hasNext() && !Thread.currentThread().isInterrupted()) {
                Batch batch = batches.next();
                tally.skipped += batch.skipped();
                if (!batch.samples().isEmpty()) {
                    tally.steps++;
                    report(epoch, batches.batches(), batch, runStep(epoch, tally, step, batch), tally);
                    optimizer.step(rate);
                }
            }
            if (batches.hasNext()) {
                return false;
            }
        }
        boolean measured = epoch % options.evaluateEvery() == 0 || epoch == options.epochs();
        double seconds = tally.seconds();
        List<Evaluation> evaluations = measured ? evaluator.get() : List.of();
        listener.onEpoch(new EpochReport(epoch, rate, tally.meanLoss(), tally.skipped, seconds, evaluations));
        return true;
    }

    private BatchLoader batches(int epoch) {
        BatchLoader.Plan plan = new BatchLoader.Plan(
                data.split(), data.transform(), options.batchSize(), options.flip(), options.badImages());
        int[] order = data.sampler().indices(epoch).toArray();
        return new BatchLoader(plan, order, flipSeed(epoch));
    }

    /** Returns a seed that shares nothing with the draws' of any epoch, or with other runs'. */
    private long flipSeed(int epoch) {
        long own = new SplittableRandom(~options.seed()).nextLong();
        return new SplittableRandom(own + epoch).nextLong();
    }

    private static TrainingStep.Outcome runStep(int epoch, Tally tally, TrainingStep step, Batch batch) {
        TrainingStep.Outcome outcome = step.run(batch);
        if (!outcome.isFinite()) {
            throw new LmClipException(
                    "epoch %d, batch %d: the loss is not finite (%s); its terms are %s; lower the learning rate"
                            .formatted(epoch, tally.steps, outcome.loss(), outcome.terms()));
        }
        return outcome;
    }

    private void report(int epoch, int steps, Batch batch, TrainingStep.Outcome outcome, Tally tally) {
        int images = batch.samples().size();
        tally.add(outcome.loss(), images);
        listener.onStep(
                new StepReport(epoch, options.epochs(), tally.steps, steps, images, outcome.loss(), outcome.terms()));
    }

    /** What an epoch adds up. */
    private static final class Tally {

        private final long start = System.nanoTime();
        private int steps;
        private int skipped;
        private int images;
        private double lossTimesImages;

        private void add(double loss, int count) {
            lossTimesImages += loss * count;
            images += count;
        }

        private double meanLoss() {
            return images == 0 ? Double.NaN : lossTimesImages / images;
        }

        private double seconds() {
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
