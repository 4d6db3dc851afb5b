package io.github.lmclip.core;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.Encoder;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.Scan;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.onnx.ExportOptions;
import io.github.lmclip.core.onnx.ExportReport;
import io.github.lmclip.core.onnx.OnnxExporter;
import io.github.lmclip.core.serve.ModelDescription;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.train.Scorer;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.load.LoaderOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
    private final Encoder encoder;
    private final float[][] labels;
    private final Scorer scorer;

    LmClip(NDManager manager, Clip clip, ModelCard card, ModelText text, Optional<LongTailDataset> test) {
        this.manager = manager;
        this.clip = clip;
        this.card = card;
        this.text = text;
        this.test = test;
        encoder = new Encoder(clip);
        labels = encoder.labels(text.prompts(card.classNames(), card.prompts()));
        scorer = new Scorer(clip, labels, card.transform(), BATCH, LoaderOptions.defaults());
    }

    /** Returns the way in: a few words that say what is wanted, then a verb. */
    public static LmClipBuilder builder() {
        return LmClipBuilder.start();
    }

    /**
     * Opens a model that {@link #save} or a run has written.
     *
     * @param path its folder, or one of a run's {@code .safetensors} files
     * @throws IllegalArgumentException if there is nothing of that name, or no model in the folder
     * @throws io.github.lmclip.core.weights.WeightsException if the file is broken or none of this library's
     */
    public static LmClip load(Path path) {
        return ModelFolder.load(path);
    }

    /**
     * Returns the file whose weights {@link #load} takes: of a run's folder, that of its best model.
     *
     * @throws IllegalArgumentException if there is nothing of that name, or no model in the folder
     */
    public static Path weightsIn(Path path) {
        return ModelFolder.weightsIn(path);
    }

    Clip clip() {
        return clip;
    }

    ModelCard card() {
        return card;
    }

    float[][] labels() {
        return labels;
    }

    ModelText text() {
        return text;
    }

    Optional<LongTailDataset> test() {
        return test;
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
        requireSameClasses(split);
        return scorer.score(split);
    }

    /**
     * Returns what this model makes of every picture of a split: predictions, and the features behind them. {@link
     * io.github.lmclip.core.eval.Assessment} makes tables of it.
     *
     * @throws IllegalArgumentException if its classes are others than the model's
     */
    public Scan scan(LongTailDataset split) {
        requireSameClasses(split);
        Scorer.Scores scores = scorer.scan(split);
        List<String> images =
                split.samples().stream().map(sample -> sample.picture().name()).toList();
        Predictions predictions =
                new Predictions(images, card.classNames(), card.groups(), scores.logits(), Scorer.targets(split));
        return new Scan(predictions, scores.features(), labels);
    }

    private void requireSameClasses(LongTailDataset split) {
        if (!split.classNames().equals(card.classNames())) {
            throw new IllegalArgumentException("%s has the classes %s, expected the model's, %s"
                    .formatted(split.name(), split.classNames(), card.classNames()));
        }
    }

    /**
     * Ranks the classes by how well they fit a picture, the best first, by softmax.
     *
     * @throws io.github.lmclip.data.PictureException if the file is no picture
     */
    public List<Prediction> classify(Path picture) {
        return classify(Picture.file(picture));
    }

    /** Ranks the classes by how well they fit a picture, the best first, by softmax. */
    public List<Prediction> classify(Picture picture) {
        return classify(embed(picture), Score.SOFTMAX);
    }

    /**
     * Ranks the classes by how well they fit an embedded picture, the best first.
     *
     * @param picture a unit vector [D], such as {@link #embed} gives
     * @param kind what the scores are
     * @throws IllegalArgumentException if the vector has another length than this network's
     */
    public List<Prediction> classify(float[] picture, Score kind) {
        float[] cosines = Similarity.cosines(new float[][] {picture}, labels)[0];
        float bias = clip.head().bias().map(NDArray::getFloat).orElse(0f);
        float[] scores = kind.of(cosines, scale(), bias);
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(id -> -cosines[id]))
                .map(id -> new Prediction(card.classNames().get(id), scores[id], kind))
                .toList();
    }

    private float scale() {
        try (NDArray scale = clip.head().scale()) {
            return scale.getFloat();
        }
    }

    /**
     * Returns the unit vector [D] of a picture.
     *
     * @throws io.github.lmclip.data.PictureException if it cannot be decoded
     */
    public float[] embed(Picture picture) {
        return encoder.pictures(card.transform().apply(picture.bitmap()), 1)[0];
    }

    /**
     * Returns the unit vectors [N][D] of pictures, in their order.
     *
     * @throws io.github.lmclip.data.PictureException if one cannot be decoded
     */
    public float[][] embedImages(List<Path> pictures) {
        List<float[]> vectors = new ArrayList<>();
        embedImages(pictures, (file, vector) -> vectors.add(vector), broken -> {
            throw broken;
        });
        return vectors.toArray(float[][]::new);
    }

    /**
     * Embeds pictures one chunk after the other, for more than fit into memory or some that may be broken.
     *
     * @param pictures the files
     * @param embedded gets each file and its unit vector [D], in their order
     * @param broken gets what is wrong with files that cannot be decoded
     */
    public void embedImages(
            List<Path> pictures, BiConsumer<Path, float[]> embedded, Consumer<PictureException> broken) {
        new PictureEncoder(encoder, card.transform()).encode(pictures, embedded, broken);
    }

    /**
     * Returns the unit vectors [M][D] of texts, taken as they are, in no prompt.
     *
     * @throws IllegalArgumentException if a text has more tokens than the network positions
     */
    public float[][] embedTexts(List<String> texts) {
        return encoder.texts(text.ids(texts));
    }

    /** Writes the model into a folder, which {@link #load} opens: weights with their description, and the vocabulary. */
    public void save(Path folder) {
        ModelFolder.save(folder, clip, card, text);
    }

    /**
     * Writes the low-rank matrices alone that this model was trained by, with the hash of the weights that they were trained
     * on; {@link LmClipBuilder#adapters} adds them to those again.
     *
     * @throws IllegalStateException if it was not trained with {@code TrainingOptions.lora}
     */
    public void saveAdapters(Path file) {
        new AdapterFile(clip).save(file);
    }

    /**
     * Writes an ONNX file that ranks these classes, for {@link io.github.lmclip.core.serve} and other runtimes.
     *
     * @throws java.io.UncheckedIOException if that fails
     */
    public void exportOnnx(Path file) {
        exportOnnx(file, ExportOptions.defaults());
    }

    /**
     * Writes an ONNX file of the classifier or of one of the encoders.
     *
     * @return how near the file comes, where that is measured
     * @throws IllegalArgumentException if a network of convolutions is wished in int8 without pictures
     * @throws LmClipException if ranges must be found and ONNX Runtime is not on the class path
     * @throws java.io.UncheckedIOException if that fails
     */
    public ExportReport exportOnnx(Path file, ExportOptions options) {
        ModelDescription description = card.description(options);
        boolean texts = options.kind() == ModelKind.TEXT_ENCODER;
        return OnnxExporter.of(clip)
                .write(file, texts ? description.withWording(text.wording()) : description, labels, options);
    }

    /** Releases the network. */
    @Override
    public void close() {
        manager.close();
    }
}
