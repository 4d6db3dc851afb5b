package io.github.lmclip.core.clip;

import io.github.lmclip.core.Activation;

/**
 * The sizes of one transformer block.
 *
 * @param width channels
 * @param heads attention heads
 * @param hidden channels between the two layers of the perceptron
 * @param activation that of the perceptron
 */
record BlockSizes(int width, int heads, int hidden, Activation activation) {}
