package io.github.lmclip.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.train.TrainingOptions.BadImages;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.image.PictureTransform;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** Scores pictures against labels, without gradients. Close it to release its labels. */
public final class Scorer implements AutoCloseable {

    private final Clip clip;
    private final PictureTransform transform;
    private final int batchSize;
    private final NDManager manager;
    private final NDArray labels;

    /**
     * Takes the labels over.
     *
     * @param clip the network, which must outlive the scorer
     * @param labels unit vectors of the classes [C][D], as {@link io.github.lmclip.core.clip.Encoder#means} gives them
     * @param transform picture to pixels
     * @param batchSize pictures per forward pass
     */
    public Scorer(Clip clip, float[][] labels, PictureTransform transform, int batchSize) {
        this.clip = clip;
        this.transform = transform;
        this.batchSize = batchSize;
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
        BatchLoader.Plan plan = new BatchLoader.Plan(split, transform, batchSize, false, BadImages.STOP);
        int[] order = IntStream.range(0, split.size()).toArray();
        try (BatchLoader batches = new BatchLoader(plan, order, 0, 0)) {
            while (batches.hasNext()) {
                Batch batch = batches.next();
                float[] logits = logits(batch.pixels(), batch.samples().size());
                for (int i = 0; i < batch.samples().size(); i++) {
                    scores[batch.indices().get(i)] = row(logits, i);
                }
            }
        }
        return scores;
    }

    private float[] logits(float[] pixels, int count) {
        Shape shape = new Shape(count, 3, transform.size(), transform.size());
        try (NDManager step = manager.newSubManager();
                NDScope scope = new NDScope();
                GradientMode off = GradientMode.off()) {
            NDArray images = Clip.normalize(clip.encodeImage(step.create(FloatBuffer.wrap(pixels), shape), false));
            return clip.logits(images, labels).toFloatArray();
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
