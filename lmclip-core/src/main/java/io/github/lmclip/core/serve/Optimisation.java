package io.github.lmclip.core.serve;

/** How much ONNX Runtime rewrites a graph when it is opened. */
public enum Optimisation {
    /** Nothing: opens fastest. */
    NONE,
    /** What holds on every device: constants folded, what is unused removed. */
    BASIC,
    /** Operators fused too. */
    EXTENDED,
    /** Layouts changed for this processor too: runs fastest. */
    ALL
}
