package io.github.lmclip.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.Encoder;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Captions and labels of a run's steps: which texts a step must encode, and which vectors are known already, because the
 * text tower is frozen or because labels are computed anew in some steps only. Owns what it knows: close it.
 */
final class StepTexts implements AutoCloseable {

    private final Clip clip;
    private final TrainingData data;
    private final StepOptions options;
    private final DistinctCaptions captions;
    private final NDManager manager;
    private final boolean frozen;
    private final NDArray labels;
    private float[][] captionVectors = {};

    /**
     * Knows nothing yet.
     *
     * @param frozen whether the vectors of texts stay the same and are to be kept
     */
    StepTexts(Clip clip, TrainingData data, StepOptions options, DistinctCaptions captions, boolean frozen) {
        this.clip = clip;
        this.data = data;
        this.options = options;
        this.captions = captions;
        this.frozen = frozen;
        manager = clip.manager().newSubManager();
        labels = manager.zeros(new Shape(data.prompts().size(), clip.backbone().embedding()));
    }

    /** Computes what will be known in all steps. */
    void prepare() {
        if (frozen) {
            Encoder encoder = new Encoder(clip);
            captionVectors = encoder.texts(captions.captions());
            know(FloatBuffer.wrap(flat(encoder.texts(data.prompts()))));
        }
    }

    private static float[] flat(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[i].length, rows[i].length);
        }
        return all;
    }

    private void know(FloatBuffer vectors) {
        try (GradientMode off = GradientMode.off()) {
            HostMemory.write(labels, memory -> memory.put(vectors));
        }
    }

    /** Returns the texts that a step encodes: its captions, then the prompts, or neither. */
    List<int[]> sequences(StepBatch batch, int step) {
        List<int[]> sequences = new ArrayList<>();
        if (!frozen) {
            batch.indices().forEach(index -> sequences.add(data.captions().get(index)));
        }
        if (encodesLabels(step)) {
            sequences.addAll(data.prompts());
        }
        return sequences;
    }

    private boolean encodesLabels(int step) {
        return !frozen && options.labels() == StepOptions.Labels.PROMPTS && step % options.labelRefresh() == 0;
    }

    /**
     * Returns the vectors of the batch's captions, [N, D].
     *
     * @param encoded those of the step's {@link #sequences}
     * @param owner of what is made
     */
    NDArray captions(StepBatch batch, NDArray encoded, NDManager owner) {
        if (!frozen) {
            return encoded.get("0:" + batch.size());
        }
        float[][] rows = batch.indices().stream()
                .map(index -> captionVectors[captions.ids()[index]])
                .toArray(float[][]::new);
        return owner.create(rows);
    }

    /**
     * Returns the vectors of the labels, [C, D].
     *
     * @param encoded those of the step's {@link #sequences}
     * @param step from 0, within the epoch
     * @param owner of what is made
     */
    NDArray labels(StepBatch batch, NDArray encoded, int step, NDManager owner) {
        if (options.labels() == StepOptions.Labels.TRAINED) {
            return clip.head().labels(owner).orElseThrow();
        }
        return encodesLabels(step) ? encoded.get(batch.size() + ":") : labels;
    }

    /** Remembers the labels of a step for those that encode none. */
    void keep(NDArray vectors, int step) {
        if (isKept() && encodesLabels(step)) {
            know(HostMemory.read(vectors));
        }
    }

    private boolean isKept() {
        return !frozen && options.labels() == StepOptions.Labels.PROMPTS && options.labelRefresh() > 1;
    }

    /** Returns what must be kept between two steps for the next one to be the same, by name. */
    Map<String, NDArray> state() {
        return isKept() ? Map.of("labels", labels) : Map.of();
    }

    /** Releases what is known. */
    @Override
    public void close() {
        manager.close();
    }
}
