package io.github.lmclip.core.train;

import io.github.lmclip.data.Sample;
import io.github.lmclip.data.load.PictureBatch;
import java.util.List;
import java.util.Optional;

/**
 * What a step is about.
 *
 * @param pictures the samples, with pixels unless the vectors are there
 * @param vectors the pictures' unit vectors [N, D], row after row, where they were computed before; not copied
 */
record StepBatch(PictureBatch pictures, Optional<float[]> vectors) {

    /** Returns a batch of pictures to encode. */
    static StepBatch of(PictureBatch pictures) {
        return new StepBatch(pictures, Optional.empty());
    }

    /** Returns the number of pictures N. */
    int size() {
        return pictures.samples().size();
    }

    /** Returns the pictures that could not be decoded and were left out. */
    int skipped() {
        return pictures.skipped();
    }

    /** Returns each picture's place in the split. */
    List<Integer> indices() {
        return pictures.indices();
    }

    /** Returns the samples. */
    List<Sample> samples() {
        return pictures.samples();
    }
}
