package io.github.lmclip.core.train;

import io.github.lmclip.data.Sample;
import java.util.List;

/**
 * Decoded pictures and what is known of them.
 *
 * @param samples the samples N, in the order of the pixels
 * @param indices each sample's place in its split
 * @param pixels normalised pixels [N, 3, R, R]
 * @param skipped pictures that could not be decoded and were left out
 */
record Batch(List<Sample> samples, List<Integer> indices, float[] pixels, int skipped) {}
