package io.github.lmclip.data;

import java.util.stream.IntStream;

/** Decides which samples an epoch visits. The draws depend on the sampler and the epoch alone, so that a run can resume. */
public interface Sampler {

    /** Returns the places of an epoch's samples in their split, in the order to visit. */
    IntStream indices(long epoch);
}
