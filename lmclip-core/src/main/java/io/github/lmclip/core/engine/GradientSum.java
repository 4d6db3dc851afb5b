package io.github.lmclip.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** Adds gradients that a copy of some parameters got, on any device, to those of the parameters. Close it. */
public final class GradientSum implements AutoCloseable {

    private final NDManager manager;
    private final NDManager copyManager;
    private final Gradients sums;
    private final Gradients parts;
    private final int size;

    /**
     * Watches both.
     *
     * @param parameters whose gradients grow
     * @param copies as many, of the same shapes, on one device
     */
    public GradientSum(List<NDArray> parameters, List<NDArray> copies) {
        size = parameters.size();
        manager = parameters.get(0).getManager().newSubManager();
        copyManager = copies.get(0).getManager().newSubManager();
        sums = new Gradients(manager, TorchOps.load(manager), parameters);
        parts = new Gradients(copyManager, TorchOps.load(copyManager), copies);
    }

    /** Adds the copies' gradients, where the parameters have one, and sets them to zero. */
    public void take() {
        try (GradientMode off = GradientMode.off()) {
            for (int i = 0; i < size; i++) {
                NDArray sum = sums.of(i).orElse(null);
                NDArray part = parts.of(i).orElse(null);
                if (sum != null && part != null) {
                    try (NDArray moved = part.toDevice(sum.getDevice(), true)) {
                        sum.addi(moved);
                    }
                }
            }
            parts.zero();
        }
    }

    /** Releases the gradients' handles. */
    @Override
    public void close() {
        manager.close();
        copyManager.close();
    }
}
