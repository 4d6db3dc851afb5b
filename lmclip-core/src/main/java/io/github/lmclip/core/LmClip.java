package io.github.lmclip.core;

import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.Scorer;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A CLIP that knows its classes: what {@code train()} and {@code zeroShot()} give. Start at {@link #builder()}:
 *
 * <pre>{@code
 * try (LmClip model = LmClip.builder().dataset(VOC_MLT).backbone(RN50).train()) {
 *     System.out.println(model.evaluate());
 * }
 * }</pre>
 *
 * <p>Holds native memory: close it. Not to be used by several threads at once.
 */
public final class LmClip implements AutoCloseable {

    /** Pictures per forward pass of an evaluation. */
    static final int BATCH = 32;

    private final NDManager manager;
    private final Clip clip;
    private final ModelCard card;
    private final ModelText text;
    private final Optional<LongTailDataset> test;
    private final Scorer scorer;

    LmClip(NDManager manager, Clip clip, ModelCard card, ModelText text, Optional<LongTailDataset> test) {
        this.manager = manager;
        this.clip = clip;
        this.card = card;
        this.text = text;
        this.test = test;
        scorer = new Scorer(clip, text.prompts(card.classNames()), card.transform(), BATCH);
    }

    /** Returns the way in: a few words that say what is wanted, then a verb. */
    public static LmClipBuilder builder() {
        return LmClipBuilder.start();
    }

    /**
     * Opens a model that {@link #save} or a run has written.
     *
     * @param path its folder, or one of a run's {@code .safetensors} files
     * @throws io.github.lmclip.core.weights.WeightsException if the file is broken or none of this library's
     */
    public static LmClip load(Path path) {
        return ModelFolder.load(path);
    }

    /** Returns the class names, in the order of the scores. */
    public List<String> classNames() {
        return card.classNames();
    }

    /** Returns each class's group by the training split; all HEAD where there was none. */
    public List<ClassGroup> groups() {
        return card.groups();
    }

    /** Returns the sizes of the network. */
    public Backbone backbone() {
        return card.backbone();
    }

    /**
     * Evaluates the test split by softmax, as published.
     *
     * @throws IllegalStateException if this model came without a dataset
     */
    public Evaluation evaluate() {
        return evaluate(ScoreKind.SOFTMAX);
    }

    /**
     * Evaluates the test split.
     *
     * @param score what pictures are ranked by
     * @throws IllegalStateException if this model came without a dataset
     */
    public Evaluation evaluate(ScoreKind score) {
        return evaluate(
                test.orElseThrow(() ->
                        new IllegalStateException("this model has no test split; use evaluate(dataset) with one of its "
                                + card.classNames().size() + " classes")),
                score);
    }

    /**
     * Evaluates another split of the same classes by softmax.
     *
     * @throws IllegalArgumentException if its classes are others
     */
    public Evaluation evaluate(LongTailDataset split) {
        return evaluate(split, ScoreKind.SOFTMAX);
    }

    /**
     * Evaluates another split of the same classes.
     *
     * @param score what pictures are ranked by
     * @throws IllegalArgumentException if its classes are others
     */
    public Evaluation evaluate(LongTailDataset split, ScoreKind score) {
        return Evaluation.of(score, logits(split), Scorer.targets(split), card.classNames(), card.groups());
    }

    /**
     * Returns the logits of every picture of a split, [images][classes].
     *
     * @throws IllegalArgumentException if its classes are others than the model's
     */
    public float[][] logits(LongTailDataset split) {
        if (!split.classNames().equals(card.classNames())) {
            throw new IllegalArgumentException("%s has the classes %s, expected the model's, %s"
                    .formatted(split.name(), split.classNames(), card.classNames()));
        }
        return scorer.score(split);
    }

    /**
     * Ranks the classes by how well they fit a picture, the best first.
     *
     * @throws io.github.lmclip.data.PictureException if the file is no picture
     */
    public List<Prediction> classify(Path picture) {
        return classify(Picture.file(picture));
    }

    /** Ranks the classes by how well they fit a picture, the best first. */
    public List<Prediction> classify(Picture picture) {
        float[] logits = scorer.score(card.transform().apply(picture.bitmap()));
        float[] probabilities = ScoreKind.softmax(logits);
        return IntStream.range(0, logits.length)
                .mapToObj(id -> new Prediction(card.classNames().get(id), probabilities[id], logits[id]))
                .sorted(Comparator.comparingDouble(Prediction::logit).reversed())
                .toList();
    }

    /** Writes the model into a folder, which {@link #load} opens: weights with their description, and the vocabulary. */
    public void save(Path folder) {
        ModelFolder.save(folder, clip, card, text);
    }

    /** Releases the network. */
    @Override
    public void close() {
        manager.close();
    }
}
