package io.github.lmclip.core;

/** The engine that this library trains with. */
final class Engines {

    /** DJL's name of it. */
    static final String PYTORCH = "PyTorch";

    private Engines() {}
}
