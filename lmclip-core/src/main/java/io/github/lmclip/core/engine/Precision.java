package io.github.lmclip.core.engine;

import ai.djl.Device;

/** What the products of matrices, attention and convolutions of a training step are computed in. */
public enum Precision {

    /** float32 throughout, as published. */
    FP32,

    /**
     * Products of matrices and what lies between them in bfloat16, which has the range of float32 and 8 bits of precision;
     * convolutions too where the device is not a processor. Parameters, their gradients, normalisation, softmax, the sum
     * over residual branches of a transformer and losses stay float32.
     *
     * @see <a href="https://arxiv.org/abs/1710.03740">Micikevicius et al., Mixed Precision Training, 2018</a>
     * @see <a href="https://arxiv.org/abs/1905.12322">Kalamkar et al., A Study of BFLOAT16 for Deep Learning Training</a>
     */
    BF16;

    /**
     * Checks that a device computes in this precision at a speed that is worth it.
     *
     * @throws IllegalStateException if it does not; the message says why
     */
    public void require(Device device) {
        if (this == BF16) {
            Bfloat16.refusal(device).ifPresent(reason -> {
                throw new IllegalStateException(
                        "precision BF16 is not for this machine: %s; FP32 is".formatted(reason));
            });
        }
    }
}
