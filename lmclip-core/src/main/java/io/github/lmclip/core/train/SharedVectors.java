package io.github.lmclip.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.engine.Backward;
import io.github.lmclip.core.engine.GradientMode;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Unit vectors of a batch's pictures, of which each device computes a share: the network's own the first, its replicas the
 * others. The loss sees all of them at once, and the gradients are added up, so that the step is that of one device.
 */
final class SharedVectors implements BatchVectors {

    private final Clip clip;
    private final List<Replica> replicas;
    private final int count;
    private final boolean trained;
    private final NDArray own;
    private final NDArray vectors;

    /**
     * Computes the vectors.
     *
     * @param clip the network
     * @param replicas of it
     * @param pixels normalised pixels of the whole batch
     * @param shape of the whole batch, [N, 3, R, R], N at least the number of devices
     * @param trained whether parameters are to get a gradient through them
     * @param manager owner of the vectors
     */
    SharedVectors(Clip clip, List<Replica> replicas, float[] pixels, Shape shape, boolean trained, NDManager manager) {
        this.clip = clip;
        this.replicas = replicas;
        this.trained = trained;
        count = (int) shape.get(0);
        List<CompletableFuture<NDArray>> others = new ArrayList<>();
        for (int i = 0; i < replicas.size(); i++) {
            others.add(replicas.get(i).forward(part(pixels, shape, i + 1), shape(shape, i + 1), trained));
        }
        try (GradientMode mode = trained ? GradientMode.on() : GradientMode.off()) {
            own = Clip.normalize(clip.encodeImage(manager.create(part(pixels, shape, 0), shape(shape, 0)), true));
        }
        vectors = gather(others, manager);
    }

    private int start(int share) {
        return (int) ((long) count * share / (replicas.size() + 1));
    }

    private FloatBuffer part(float[] pixels, Shape shape, int share) {
        int length = (int) shape.slice(1).size();
        return FloatBuffer.wrap(pixels, start(share) * length, (start(share + 1) - start(share)) * length)
                .slice();
    }

    private Shape shape(Shape whole, int share) {
        return new Shape(start(share + 1) - start(share), whole.get(1), whole.get(2), whole.get(3));
    }

    private NDArray gather(List<CompletableFuture<NDArray>> others, NDManager manager) {
        NDList all = new NDList(own.stopGradient());
        for (CompletableFuture<NDArray> other : others) {
            NDArray moved = other.join().toDevice(own.getDevice(), true);
            moved.attach(manager);
            all.add(moved);
        }
        try (GradientMode off = GradientMode.off()) {
            NDArray whole = NDArrays.concat(all);
            whole.setRequiresGradient(trained);
            return whole;
        }
    }

    @Override
    public NDArray vectors() {
        return vectors;
    }

    @Override
    public void finish() {
        if (trained) {
            Backward.gradient(vectors).ifPresent(this::handOn);
        }
        replicas.forEach(Replica::release);
    }

    private void handOn(NDArray gradient) {
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (int i = 0; i < replicas.size(); i++) {
            others.add(replicas.get(i).backward(share(gradient, i + 1)));
        }
        clip.backward(own, share(gradient, 0));
        for (int i = 0; i < replicas.size(); i++) {
            others.get(i).join();
            replicas.get(i).give();
        }
    }

    private NDArray share(NDArray gradient, int share) {
        return gradient.get("%d:%d".formatted(start(share), start(share + 1)));
    }
}
