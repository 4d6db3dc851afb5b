package io.github.lmclip.core.train;

/** PyTorch's {@code CosineAnnealingLR} to zero, stepped once per epoch. */
public final class CosineSchedule {

    private CosineSchedule() {}

    /**
     * Returns the learning rate of an epoch, {@code start * (1 + cos(pi * epoch / epochs)) / 2}.
     *
     * @param start the rate of epoch 0
     * @param epoch counted from 0, in [0, epochs]
     * @param epochs the whole run
     */
    public static double rate(double start, int epoch, int epochs) {
        return start * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
    }
}
