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
        float[][] scores = new float[split.size()][];
        int[] order = IntStream.range(0, split.size()).toArray();
        PicturePass pass = new PicturePass(split, order, batchSize, 0, 0);
        try (PictureLoader batches = new PictureLoader(pass, transform, loading)) {
            while (batches.hasNext()) {
                PictureBatch batch = batches.next();
                float[] logits = logits(batch.pixels(), batch.samples().size());
                for (int i = 0; i < batch.samples().size(); i++) {
                    scores[batch.indices().get(i)] = row(logits, i);
                }
            }
        }
        return scores;
    }

    /** Returns the raw logits of pictures whose vectors are known, all of them, [images][classes]. */
    public float[][] score(PictureVectors vectors) {
        float[][] scores = new float[vectors.size()][];
        for (int start = 0; start < scores.length; start += batchSize) {
            int count = Math.min(batchSize, scores.length - start);
            float[][] rows = new float[count][];
            for (int i = 0; i < count; i++) {
                rows[i] = vectors.row(start + i, false);
            }
            float[] logits = logits(step -> step.create(rows));
            for (int i = 0; i < count; i++) {
                scores[start + i] = row(logits, i);
            }
        }
        return scores;
    }

    private float[] logits(float[] pixels, int count) {
        Shape shape = new Shape(count, 3, transform.size(), transform.size());
        return logits(step -> Clip.normalize(clip.encodeImage(step.create(FloatBuffer.wrap(pixels), shape), false)));
    }

    private float[] logits(Function<NDManager, NDArray> images) {
        try (NDManager step = manager.newSubManager();
                NDScope scope = new NDScope();
                GradientMode off = GradientMode.off()) {
            return clip.logits(images.apply(step), labels).toFloatArray();
        }
    }

    private float[] row(float[] logits, int i) {
        int classes = Math.toIntExact(labels.getShape().get(0));
        return java.util.Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
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
