package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.lmclip.core.engine.GradientMode;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Embeds texts and pictures without gradients, as float arrays of length 1 on the Java side. */
public final class Encoder {

    /** Texts per forward pass, so that a thousand classes in eighty sentences need no more memory than a few. */
    private static final int TEXTS = 128;

    private final Clip clip;

    /** Embeds by a network, which stays the caller's. */
    public Encoder(Clip clip) {
        this.clip = clip;
    }

    /**
     * Returns the unit vectors [M][D] of texts.
     *
     * @param sequences padded token ids
     */
    public float[][] texts(List<int[]> sequences) {
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < sequences.size(); from += TEXTS) {
            TokenTree tree = TokenTree.of(sequences.subList(from, Math.min(sequences.size(), from + TEXTS)));
            try (NDManager manager = clip.manager().newSubManager();
                    NDScope scope = new NDScope();
                    GradientMode off = GradientMode.off()) {
                addRows(Clip.normalize(clip.encodeText(tree, manager, false)), vectors);
            }
        }
        return vectors.toArray(float[][]::new);
    }

    /**
     * Returns a unit vector [C][D] per class: the mean of its texts' unit vectors, brought to length 1 again.
     *
     * @param classes padded token ids of the sentences about each class, as many for each
     */
    public float[][] means(List<List<int[]>> classes) {
        float[][] vectors = texts(classes.stream().flatMap(List::stream).toList());
        float[][] means = new float[classes.size()][];
        int sentences = vectors.length / classes.size();
        for (int id = 0; id < means.length; id++) {
            means[id] = sentences == 1 ? vectors[id] : mean(vectors, id * sentences, (id + 1) * sentences);
        }
        return means;
    }

    private static float[] mean(float[][] vectors, int from, int to) {
        double[] sum = new double[vectors[from].length];
        for (int row = from; row < to; row++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vectors[row][i];
            }
        }
        double squares = 0;
        for (double value : sum) {
            squares += value * value;
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / Math.sqrt(squares));
        }
        return mean;
    }

    /**
     * Returns a unit vector [C][D] per class to compare pictures with: those that the network was trained to have, else the
     * {@link #means} of its texts.
     *
     * @param classes padded token ids of the sentences about each class, as many for each
     */
    public float[][] labels(List<List<int[]>> classes) {
        try (NDManager manager = clip.manager().newSubManager();
                NDScope scope = new NDScope();
                GradientMode off = GradientMode.off()) {
            List<float[]> vectors = new ArrayList<>();
            clip.head().labels(manager).ifPresent(trained -> addRows(trained, vectors));
            return vectors.isEmpty() ? means(classes) : vectors.toArray(float[][]::new);
        }
    }

    /**
     * Returns the unit vectors [N][D] of pictures.
     *
     * @param pixels normalised pixels [N, 3, R, R], row after row
     * @param count pictures N
     */
    public float[][] pictures(float[] pixels, int count) {
        int side = clip.backbone().image().resolution();
        try (NDManager manager = clip.manager().newSubManager();
                NDScope scope = new NDScope();
                GradientMode off = GradientMode.off()) {
            NDArray images = manager.create(FloatBuffer.wrap(pixels), new Shape(count, 3, side, side));
            List<float[]> vectors = new ArrayList<>();
            addRows(Clip.normalize(clip.encodeImage(images, false)), vectors);
            return vectors.toArray(float[][]::new);
        }
    }

    private static void addRows(NDArray matrix, List<float[]> rows) {
        float[] values = matrix.toFloatArray();
        int width = Math.toIntExact(matrix.getShape().get(1));
        for (int start = 0; start < values.length; start += width) {
            rows.add(java.util.Arrays.copyOfRange(values, start, start + width));
        }
    }
}
