package io.github.lmclip.core.serve;

import io.github.lmclip.core.LmClipException;
import java.nio.file.Path;

/** Opens files by the runtime on the class path. A class of its own: one that names the runtime's types cannot miss them. */
final class ModelOpener {

    private ModelOpener() {}

    /**
     * Opens a file that must be of a kind.
     *
     * @throws OnnxModelException if it is broken, of another kind or not this library's
     * @throws LmClipException if the device cannot be used or there is no runtime
     */
    static ServedModel open(Path file, ModelKind kind, ServingOptions options) {
        DecoderProof.begin();
        try {
            return ServedModel.open(file, kind, options, CudaProvider.RUNTIME);
        } catch (NoClassDefFoundError e) {
            throw new LmClipException(
                    "ONNX Runtime is not on the class path (%s); add com.microsoft.onnxruntime:onnxruntime, or onnxruntime_gpu for CUDA"
                            .formatted(e.getMessage()),
                    e);
        }
    }
}
