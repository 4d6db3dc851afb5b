package io.github.lmclip.data.load;

import io.github.lmclip.data.Sample;
import java.util.List;

/**
 * Loaded pictures and what is known of them.
 *
 * @param samples the samples N, in the order of the pixels
 * @param indices each sample's place in its split
 * @param pixels normalised pixels [N, 3, R, R]; not copied
 * @param skipped pictures that could not be decoded and were left out
 */
public record PictureBatch(List<Sample> samples, List<Integer> indices, float[] pixels, int skipped) {

    /** Copies the lists. */
    public PictureBatch {
        samples = List.copyOf(samples);
        indices = List.copyOf(indices);
    }
}
