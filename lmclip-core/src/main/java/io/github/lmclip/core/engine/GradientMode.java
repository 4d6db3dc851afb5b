package io.github.lmclip.core.engine;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Switches the recording of gradients for the calling thread, until closed. The engine leaves it off in the thread that
 * started it and on in all others, so that whoever computes says which is meant.
 */
public final class GradientMode implements AutoCloseable {

    private final boolean before;

    private GradientMode(boolean recording) {
        before = JniUtils.isGradMode();
        JniUtils.setGradMode(recording);
    }

    /** Records what follows, for a backward pass. */
    public static GradientMode on() {
        return new GradientMode(true);
    }

    /** Records nothing of what follows: for evaluation and for changes of parameters in place. */
    public static GradientMode off() {
        return new GradientMode(false);
    }

    /** Returns whether the calling thread records. */
    public static boolean isOn() {
        return JniUtils.isGradMode();
    }

    /** Returns to the mode before. */
    @Override
    public void close() {
        JniUtils.setGradMode(before);
    }
}
