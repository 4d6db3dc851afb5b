package io.github.lmclip.core.serve;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How a model runs on a CUDA device.
 *
 * @param memoryLimit most bytes that the arena takes; empty for all that the card has
 * @param tf32 whether the inputs of products are rounded to 10 bits of mantissa (TF32), several times as fast on cards
 *     that have it; logits then differ from the trainer's by some hundredths
 */
public record CudaOptions(OptionalLong memoryLimit, boolean tf32) {

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public CudaOptions {
        Objects.requireNonNull(memoryLimit, "memoryLimit");
        ServingOptions.requirePositive("memoryLimit", memoryLimit.orElse(1));
    }

    /** Returns all the memory there is, and float32 throughout. */
    public static CudaOptions defaults() {
        return new CudaOptions(OptionalLong.empty(), false);
    }

    /** Returns these options with a limit for the arena. */
    public CudaOptions withMemoryLimit(long bytes) {
        return new CudaOptions(OptionalLong.of(bytes), tf32);
    }

    /** Returns these options with or without TF32. */
    public CudaOptions withTf32(boolean rounded) {
        return new CudaOptions(memoryLimit, rounded);
    }
}
