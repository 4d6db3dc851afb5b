package io.github.lmclip.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.TokenTree;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.data.Sample;
import io.github.lmclip.losses.Loss;
import io.github.lmclip.losses.LossInput;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A training step without its update: pictures, their captions and all labels become unit vectors, logits = scale * image .
 * label, and every term of the objective is evaluated on them. As published, all of it is computed in every step, with
 * gradient; {@link StepOptions} say what else there is.
 */
final class TrainingStep implements AutoCloseable {

    private final Clip clip;
    private final Loss objective;
    private final TrainingData data;
    private final StepOptions options;
    private final Freezing freezing;
    private final FrozenTowers towers;
    private final DistinctCaptions captions;
    private final StepTexts texts;
    private final List<Replica> replicas;

    TrainingStep(Clip clip, Loss objective, TrainingData data, TrainingOptions options) {
        this.clip = clip;
        this.objective = objective;
        this.data = data;
        this.options = options.step();
        clip.computeIn(options.step().precision());
        clip.checkpoint(options.step().checkpointing());
        freezing = options.freezing();
        towers = FrozenTowers.of(clip, options.freezing());
        captions = DistinctCaptions.of(data.captions());
        texts = new StepTexts(
                clip,
                data,
                options.step(),
                captions,
                towers.text() && options.step().reuseFrozen());
        replicas = replicas();
    }

    private List<Replica> replicas() {
        return data.replicas().stream().map(device -> new Replica(clip, device)).toList();
    }

    /** Computes what stays the same in all steps; to be called once the parameters are those of the run. */
    void prepare() {
        texts.prepare();
    }

    /** The value of the objective and of each of its terms, before the update. */
    record Outcome(double loss, Map<String, Double> terms) {

        /** Returns whether every term is a finite number. */
        boolean isFinite() {
            return Double.isFinite(loss) && terms.values().stream().allMatch(Double::isFinite);
        }
    }

    /**
     * Adds the gradient of the batch's loss to the parameters, unless the loss is not finite.
     *
     * @param step from 0, within the epoch
     */
    Outcome run(StepBatch batch, int step) {
        // one picture has no statistics of a batch: it is normalised by the running ones
        boolean alone = towers.batchStatistics() && batch.size() == 1;
        if (!alone) {
            return compute(batch, step);
        }
        clip.freezeBatchNorm(name -> true);
        try {
            return compute(batch, step);
        } finally {
            freezing.applyToStatistics(clip);
        }
    }

    private Outcome compute(StepBatch batch, int step) {
        try (NDManager manager = clip.manager().newSubManager();
                NDScope scope = new NDScope();
                GradientMode on = GradientMode.on()) {
            Optional<BatchVectors> pictures = pictures(batch, manager);
            Optional<PartedVectors> encoded = texts(batch, step, manager);
            NDArray images = pictures.map(BatchVectors::vectors).orElseGet(() -> known(batch, manager));
            NDArray sentences = encoded.map(PartedVectors::vectors).orElse(null);
            NDArray labels = texts.labels(batch, sentences, step, manager);
            Outcome outcome = descend(input(batch, images, texts.captions(batch, sentences, manager), labels));
            if (outcome.isFinite()) {
                pictures.ifPresent(BatchVectors::finish);
                encoded.ifPresent(PartedVectors::finish);
                texts.keep(labels, step);
            }
            return outcome;
        }
    }

    /** Evaluates the objective and, if all of it is finite, runs the backward pass. */
    private Outcome descend(LossInput input) {
        NDArray total = null;
        Map<String, Double> terms = new LinkedHashMap<>();
        for (Loss term : objective.terms()) {
            NDArray value = term.evaluate(input);
            terms.merge(term.toString(), value.toType(DataType.FLOAT64, false).getDouble(), Double::sum);
            total = total == null ? value : total.add(value);
        }
        Outcome outcome = new Outcome(total.getFloat(), terms);
        if (outcome.isFinite()) {
            clip.backward(total);
        }
        return outcome;
    }

    private Optional<BatchVectors> pictures(StepBatch batch, NDManager manager) {
        if (batch.vectors().isPresent()) {
            return Optional.empty();
        }
        int side = data.transform().size();
        if (!replicas.isEmpty() && batch.size() > replicas.size()) {
            float[] pixels = batch.pictures().pixels();
            Shape shape = new Shape(batch.size(), 3, side, side);
            return Optional.of(new SharedVectors(clip, replicas, pixels, shape, !towers.image(), manager));
        }
        int length = 3 * side * side;
        PartedVectors.Rows rows = (from, to, owner) -> {
            FloatBuffer pixels = FloatBuffer.wrap(batch.pictures().pixels(), from * length, (to - from) * length);
            NDArray part = owner.create(pixels.slice(), new Shape(to - from, 3, side, side));
            return Clip.normalize(clip.encodeImage(part, true));
        };
        return Optional.of(new PartedVectors(
                rows, batch.size(), options.parts(batch.size()), !towers.image(), clip::backward, manager));
    }

    private static NDArray known(StepBatch batch, NDManager manager) {
        float[] vectors = batch.vectors().orElseThrow();
        return manager.create(vectors, new Shape(batch.size(), vectors.length / batch.size()));
    }

    /** Folds the texts of each part into one tree: captions begin as prompts do, and some are equal. */
    private Optional<PartedVectors> texts(StepBatch batch, int step, NDManager manager) {
        List<int[]> sequences = texts.sequences(batch, step);
        if (sequences.isEmpty()) {
            return Optional.empty();
        }
        PartedVectors.Rows rows = (from, to, owner) ->
                Clip.normalize(clip.encodeText(TokenTree.of(sequences.subList(from, to)), owner, true));
        return Optional.of(new PartedVectors(
                rows, sequences.size(), options.parts(batch.size()), !towers.text(), clip::backward, manager));
    }

    private LossInput input(StepBatch batch, NDArray images, NDArray sentences, NDArray labels) {
        NDManager manager = images.getManager();
        NDArray logits = clip.head().logits(images, labels);
        LossInput input = LossInput.of(
                        logits,
                        targets(batch, manager),
                        images,
                        sentences,
                        clip.head().scale())
                .withCaptionIds(captionIds(batch, manager));
        return clip.head().bias().map(input::withLogitBias).orElse(input);
    }

    /** Returns numbers that tell which captions are equal; exact in float32 up to 16 million different ones. */
    private NDArray captionIds(StepBatch batch, NDManager manager) {
        float[] ids = new float[batch.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = captions.ids()[batch.indices().get(i)];
        }
        return manager.create(ids);
    }

    private NDArray targets(StepBatch batch, NDManager manager) {
        int classes = data.split().classNames().size();
        float[] targets = new float[batch.size() * classes];
        for (int row = 0; row < batch.size(); row++) {
            Sample sample = batch.samples().get(row);
            for (int id : sample.classes()) {
                targets[row * classes + id] = 1;
            }
        }
        return manager.create(targets, new Shape(batch.size(), classes));
    }

    /** Returns what must be kept between two steps for the next one to be the same, by name. */
    Map<String, NDArray> state() {
        return texts.state();
    }

    /** Releases what the steps share. */
    @Override
    public void close() {
        replicas.forEach(Replica::close);
        texts.close();
    }
}
