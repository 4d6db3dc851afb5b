package io.github.lmclip.core.watch;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.SaveModelTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListener.BatchData;
import ai.djl.translate.Batchifier;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import java.util.List;
import java.util.Map;

/**
 * Tells a run to listeners that were written for DJL's own trainer. They get a {@link Trainer} around the network that is
 * trained, but it does not run the run: its {@code step} and {@code forward} have no part in it.
 *
 * <p>What a listener gets: begin and end; every batch with its size and its place in the epoch, without pictures, labels
 * and predictions, which are gone by then; every epoch. The trainer's loss {@code objective} has the value that the step had,
 * its evaluator {@code mAP} that of the epoch, by softmax on the test split, in [0, 1], NaN where it was not measured. There
 * are no validation batches, and a run that goes on after a stop counts its epochs from there.
 */
public final class DjlCallbacks implements ProgressListener, AutoCloseable {

    private final Device device;
    private final Model model;
    private final Trainer trainer;
    private final ReportedLoss objective = new ReportedLoss("objective");
    private final ReportedScore score = new ReportedScore("mAP");

    /**
     * Tells the listeners that the training begins.
     *
     * @param clip the network, which stays its owner's
     * @param listeners in the order that they are called
     * @throws IllegalArgumentException if one of them is DJL's own that saves models, which refuses this network
     */
    public DjlCallbacks(Clip clip, List<TrainingListener> listeners) {
        if (listeners.stream().anyMatch(SaveModelTrainingListener.class::isInstance)) {
            throw new IllegalArgumentException(
                    "SaveModelTrainingListener cannot save this network; runFolder(...) keeps the last and best models");
        }
        NDManager owner = clip.manager();
        device = owner.getDevice();
        model = Model.newInstance(
                clip.backbone().name(), device, owner.getEngine().getEngineName());
        model.setBlock(clip);
        DefaultTrainingConfig config = new DefaultTrainingConfig(objective)
                .addEvaluator(score)
                .optDevices(new Device[] {device})
                .addTrainingListeners(listeners.toArray(TrainingListener[]::new));
        // not by the model's newTrainer, which sets initializers
        trainer = new Trainer(model, config);
        trainer.setMetrics(new Metrics());
    }

    @Override
    public void onStep(StepReport step) {
        objective.report(step.loss());
        try (Batch batch = batch(step)) {
            BatchData data = new BatchData(batch, Map.of(device, new NDList()), Map.of(device, new NDList()));
            trainer.notifyListeners(listener -> listener.onTrainingBatch(trainer, data));
        }
    }

    private Batch batch(StepReport step) {
        return new Batch(
                trainer.getManager().newSubManager(),
                new NDList(),
                new NDList(),
                step.images(),
                Batchifier.STACK,
                Batchifier.STACK,
                step.step(),
                step.steps());
    }

    @Override
    public void onEpoch(EpochReport epoch) {
        boolean measured = !epoch.evaluations().isEmpty();
        score.report(
                measured ? epoch.evaluations().get(0).meanAveragePrecision().total() : Double.NaN);
        trainer.notifyListeners(listener -> listener.onEpoch(trainer));
    }

    /** Tells the listeners that the training is over. */
    @Override
    public void close() {
        try {
            trainer.close();
        } finally {
            model.close();
        }
    }
}
