package io.github.lmclip.core.serve;

import io.github.lmclip.data.image.JpegEngine;

/**
 * Finds out who decodes JPEG in a thread of its own while a model is opened; the first picture would wait for that else.
 * Once per program.
 */
final class DecoderProof {

    private static final Thread THREAD = thread();

    private DecoderProof() {}

    private static Thread thread() {
        Thread thread = new Thread(JpegEngine.FASTEST::isNative, "lmclip-decoder-proof");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Returns the thread, which was started by the first call. */
    static Thread begin() {
        return THREAD;
    }
}
