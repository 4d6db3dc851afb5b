package io.github.lmclip.core.serve;

/** What happens to the memory of a request on the CPU after it; it grows with the largest batch. */
public enum Arena {
    /** It is kept for the next request: fastest. */
    KEEP,
    /** It is given back after each request. */
    SHRINK,
    /** Every tensor is allocated and freed on its own. */
    NONE
}
