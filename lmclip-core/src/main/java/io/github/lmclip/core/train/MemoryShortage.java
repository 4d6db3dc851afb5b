package io.github.lmclip.core.train;

import ai.djl.engine.EngineException;
import io.github.lmclip.core.OutOfMemoryException;
import java.util.regex.Pattern;

/** Tells an engine that ran out of memory from one that fails otherwise: both throw the same exception. */
final class MemoryShortage {

    /** How PyTorch's allocators, that of CUDA and the C++ library put it. */
    private static final Pattern WORDS = Pattern.compile(
            "can't allocate memory|cannot allocate memory|not enough memory|out of memory|bad_alloc",
            Pattern.CASE_INSENSITIVE);

    private MemoryShortage() {}

    /** Returns what to throw for an engine's failure in a run. */
    static RuntimeException explain(EngineException failure, MemoryEstimate estimate, TrainingOptions options) {
        if (failure.getMessage() == null || !WORDS.matcher(failure.getMessage()).find()) {
            return failure;
        }
        String message =
                "the engine is out of memory: %s; %s".formatted(estimate.words(), MemoryEstimate.advice(options));
        return new OutOfMemoryException(message, failure);
    }
}
