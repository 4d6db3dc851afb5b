package io.github.lmclip.core.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/** How many threads the engine computes one operation with, in the whole process. */
public final class EngineThreads {

    private EngineThreads() {}

    /** Sets the number, at least 1, for all that is computed from now on. */
    public static void use(int threads) {
        start();
        JniUtils.setNumThreads(threads);
    }

    /** Returns the number. */
    public static int number() {
        start();
        return JniUtils.getNumThreads();
    }

    /** The engine sets a number of its own when it starts. */
    private static void start() {
        Engine.getEngine("PyTorch");
    }
}
