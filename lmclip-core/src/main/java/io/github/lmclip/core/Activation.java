package io.github.lmclip.core;

/** What the blocks of a network's transformers bend their hidden layer with. A file of weights doesn't show which. */
public enum Activation {
    /** x * sigmoid(1.702 x), of OpenAI's models. */
    QUICK_GELU,
    /** x * Phi(x), Phi the normal distribution function, of most OpenCLIP models (Hendrycks and Gimpel, 2016). */
    GELU
}
