package io.github.lmclip.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.load.LoaderOptions;
import io.github.lmclip.data.load.PictureBatch;
import io.github.lmclip.data.load.PictureLoader;
import io.github.lmclip.data.load.PicturePass;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Scores pictures against labels, without gradients. Close it to release its labels. */
public final class Scorer implements AutoCloseable {

    private final Clip clip;
    private final PictureTransform transform;
    private final int batchSize;
    private final LoaderOptions loading;
    private final NDManager manager;
    private final NDArray labels;

    /**
     * Takes the labels over.
     *
     * @param clip the network, which must outlive the scorer
     * @param labels unit vectors of the classes [C][D], as {@link io.github.lmclip.core.clip.Encoder#means} gives them
     * @param transform picture to pixels
     * @param batchSize pictures per forward pass
     * @param loading how pictures are loaded
     */
    public Scorer(Clip clip, float[][] labels, PictureTransform transform, int batchSize, LoaderOptions loading) {
        this.clip = clip;
        this.transform = transform;
        this.batchSize = batchSize;
        this.loading = loading;
        manager = clip.manager().newSubManager();
        this.labels = manager.create(labels);
    }

    /**
     * Returns the raw logits of every picture of a split, [images][classes].
     *
     * @throws io.github.lmclip.data.PictureException if a picture cannot be decoded
     */
    public float[][] score(LongTailDataset split) {
        return scan(split).logits();
    }

    /**
     * What the network made of the pictures of a split, in their order.
     *
     * @param features unit vectors [images][D]
     * @param logits [images][classes]
     */
    public record Scores(float[][] features, float[][] logits) {}

    /**
     * Returns the features and the raw logits of every picture of a split.
     *
     * @throws io.github.lmclip.data.PictureException if a picture cannot be decoded
     */
    public Scores scan(LongTailDataset split) {
        Scores scores = new Scores(new float[split.size()][], new float[split.size()][]);
        int[] order = IntStream.range(0, split.size()).toArray();
        PicturePass pass = new PicturePass(split, order, batchSize, 0, 0);
        try (PictureLoader batches = new PictureLoader(pass, transform, loading)) {
            while (batches.hasNext()) {
                PictureBatch batch = batches.next();
                scan(batch, scores);
            }
        }
        return scores;
    }

    private void scan(PictureBatch batch, Scores scores) {
        Shape shape = new Shape(batch.samples().size(), 3, transform.size(), transform.size());
        scan(
                step -> Clip.normalize(clip.encodeImage(step.create(FloatBuffer.wrap(batch.pixels()), shape), false)),
                batch.indices(),
                scores);
    }

    /** Returns the raw logits of pictures whose vectors are known, all of them, [images][classes]. */
    public float[][] score(PictureVectors vectors) {
        Scores scores = new Scores(new float[vectors.size()][], new float[vectors.size()][]);
        for (int start = 0; start < vectors.size(); start += batchSize) {
            List<Integer> places = IntStream.range(start, Math.min(start + batchSize, vectors.size()))
                    .boxed()
                    .toList();
            float[][] rows =
                    places.stream().map(place -> vectors.row(place, false)).toArray(float[][]::new);
            scan(step -> step.create(rows), places, scores);
        }
        return scores.logits();
    }

    private void scan(Function<NDManager, NDArray> features, List<Integer> places, Scores scores) {
        try (NDManager step = manager.newSubManager();
                NDScope scope = new NDScope();
                GradientMode off = GradientMode.off()) {
            NDArray images = features.apply(step);
            copyRows(images, places, scores.features());
            copyRows(clip.head().logits(images, labels), places, scores.logits());
        }
    }

    private static void copyRows(NDArray matrix, List<Integer> places, float[][] rows) {
        float[] values = matrix.toFloatArray();
        int width = Math.toIntExact(matrix.getShape().get(1));
        for (int i = 0; i < places.size(); i++) {
            rows[places.get(i)] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
    }

    /** Returns the targets of a split, [images][classes]. */
    public static boolean[][] targets(LongTailDataset split) {
        boolean[][] targets = new boolean[split.size()][split.classNames().size()];
        for (int i = 0; i < targets.length; i++) {
            Sample sample = split.samples().get(i);
            for (int id : sample.classes()) {
                targets[i][id] = true;
            }
        }
        return targets;
    }

    /** Releases the labels. */
    @Override
    public void close() {
        manager.close();
    }
}
