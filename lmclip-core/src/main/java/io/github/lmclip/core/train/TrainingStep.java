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
import io.github.lmclip.data.load.PictureBatch;
import io.github.lmclip.losses.Loss;
import io.github.lmclip.losses.LossInput;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The published training step without its update: pictures, their captions and all label prompts are encoded with
 * gradient, logits = scale * image . label, and every term of the objective is evaluated on them.
 */
final class TrainingStep {

    private final Clip clip;
    private final Loss objective;
    private final TrainingData data;
    private final float[] captionIds;

    TrainingStep(Clip clip, Loss objective, TrainingData data) {
        this.clip = clip;
        this.objective = objective;
        this.data = data;
        captionIds = captionIds(data.captions());
    }

    /** Numbers the different captions, so that equal ones have equal numbers; exact in float32 up to 16 million. */
    private static float[] captionIds(List<int[]> captions) {
        Map<IntBuffer, Integer> numbers = new HashMap<>();
        float[] ids = new float[captions.size()];
        for (int i = 0; i < ids.length; i++) {
            int next = numbers.size();
            ids[i] = numbers.computeIfAbsent(IntBuffer.wrap(captions.get(i)), caption -> next);
        }
        return ids;
    }

    /** The value of the objective and of each of its terms, before the update. */
    record Outcome(double loss, Map<String, Double> terms) {

        /** Returns whether every term is a finite number. */
        boolean isFinite() {
            return Double.isFinite(loss) && terms.values().stream().allMatch(Double::isFinite);
        }
    }

    /** Adds the gradient of the batch's loss to the parameters, unless the loss is not finite. */
    Outcome run(PictureBatch batch) {
        try (NDManager manager = clip.manager().newSubManager();
                NDScope scope = new NDScope();
                GradientMode on = GradientMode.on()) {
            LossInput input = encode(batch, manager);
            Map<String, Double> terms = new LinkedHashMap<>();
            NDArray total = null;
            for (Loss term : objective.terms()) {
                NDArray value = term.evaluate(input);
                terms.merge(
                        term.toString(), value.toType(DataType.FLOAT64, false).getDouble(), Double::sum);
                total = total == null ? value : total.add(value);
            }
            Outcome outcome = new Outcome(total.getFloat(), terms);
            if (outcome.isFinite()) {
                clip.backward(total);
            }
            return outcome;
        }
    }

    private LossInput encode(PictureBatch batch, NDManager manager) {
        int side = data.transform().size();
        Shape shape = new Shape(batch.samples().size(), 3, side, side);
        NDArray pictures = manager.create(FloatBuffer.wrap(batch.pixels()), shape);
        NDArray images = Clip.normalize(clip.encodeImage(pictures, true));
        NDArray captionsAndLabels = Clip.normalize(clip.encodeText(captionsAndPrompts(batch), manager, true));
        NDArray texts = captionsAndLabels.get("0:" + batch.indices().size());
        NDArray labels = captionsAndLabels.get(batch.indices().size() + ":");
        NDArray logits = clip.logits(images, labels);
        LossInput input = LossInput.of(logits, targets(batch, manager), images, texts, clip.logitScale())
                .withCaptionIds(captionIds(batch, manager));
        return clip.logitBias().map(input::withLogitBias).orElse(input);
    }

    /** Folds all texts of the step into one tree: captions begin as prompts do, and some are equal. */
    private TokenTree captionsAndPrompts(PictureBatch batch) {
        List<int[]> sequences = new ArrayList<>();
        batch.indices().forEach(index -> sequences.add(data.captions().get(index)));
        sequences.addAll(data.prompts());
        return TokenTree.of(sequences);
    }

    private NDArray captionIds(PictureBatch batch, NDManager manager) {
        float[] ids = new float[batch.indices().size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = captionIds[batch.indices().get(i)];
        }
        return manager.create(ids);
    }

    private NDArray targets(PictureBatch batch, NDManager manager) {
        int classes = data.split().classNames().size();
        float[] targets = new float[batch.samples().size() * classes];
        for (int row = 0; row < batch.samples().size(); row++) {
            Sample sample = batch.samples().get(row);
            for (int id : sample.classes()) {
                targets[row * classes + id] = 1;
            }
        }
        return manager.create(targets, new Shape(batch.samples().size(), classes));
    }
}
