package io.github.lmclip.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.github.lmclip.core.engine.Backward;
import io.github.lmclip.core.engine.GradientMode;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Unit vectors of a batch, computed with gradient, in one part or in several. Several parts are computed twice, so that the
 * memory is that of one: first without gradient, for a loss over the whole batch; then, once the loss has said the gradient
 * of the vectors, each part again, to hand its share on to the parameters. The sum is the gradient of the whole batch.
 *
 * @see <a href="https://arxiv.org/abs/2101.06983">Gao et al., Scaling Deep Contrastive Learning Batch Size under Memory
 *     Limited Setup, 2021</a>
 */
final class PartedVectors implements BatchVectors {

    private final Rows rows;
    private final int count;
    private final int parts;
    private final BiConsumer<NDArray, NDArray> backward;
    private final boolean twice;
    private final NDArray vectors;

    /** Computes some of the vectors. */
    @FunctionalInterface
    interface Rows {

        /** Returns the unit vectors [to - from, D] of rows; {@code manager} owns them. */
        NDArray compute(int from, int to, NDManager manager);
    }

    /**
     * Computes the vectors.
     *
     * @param rows computes some of them
     * @param count rows in all, at least 1
     * @param parts in which to compute them, at least 1
     * @param trained whether parameters are to get a gradient through them
     * @param backward hands the gradient of rows on to the parameters: gets the rows and their gradient
     * @param manager owner of the vectors
     */
    PartedVectors(
            Rows rows,
            int count,
            int parts,
            boolean trained,
            BiConsumer<NDArray, NDArray> backward,
            NDManager manager) {
        this.rows = rows;
        this.count = count;
        this.backward = backward;
        this.parts = Math.min(parts, count);
        twice = trained && this.parts > 1;
        vectors = trained && !twice ? rows.compute(0, count, manager) : withoutGradient(manager);
    }

    private NDArray withoutGradient(NDManager manager) {
        try (GradientMode off = GradientMode.off()) {
            NDList all = new NDList();
            for (int part = 0; part < parts; part++) {
                all.add(scoped(part, manager));
            }
            NDArray whole = NDArrays.concat(all);
            whole.setRequiresGradient(twice);
            return whole;
        }
    }

    private NDArray scoped(int part, NDManager manager) {
        try (NDScope scope = new NDScope()) {
            NDArray result = rows.compute(start(part), start(part + 1), manager);
            NDScope.unregister(result);
            return result;
        }
    }

    private int start(int part) {
        return (int) ((long) count * part / parts);
    }

    @Override
    public NDArray vectors() {
        return vectors;
    }

    @Override
    public void finish() {
        Optional<NDArray> gradient = twice ? Backward.gradient(vectors) : Optional.empty();
        if (gradient.isPresent()) {
            for (int part = 0; part < parts; part++) {
                finish(part, gradient.get());
            }
        }
    }

    private void finish(int part, NDArray gradient) {
        try (NDManager manager = vectors.getManager().newSubManager();
                NDScope scope = new NDScope()) {
            NDArray own = gradient.get("%d:%d".formatted(start(part), start(part + 1)));
            backward.accept(rows.compute(start(part), start(part + 1), manager), own);
        }
    }
}
