package io.github.lmclip.core.serve;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

/** ONNX Runtime's way to CUDA, which a test may replace. */
interface CudaProvider {

    /** The one of the artifact on the class path. */
    CudaProvider RUNTIME = new CudaProvider() {
        @Override
        public boolean isBuiltIn() {
            return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        }

        @Override
        public void add(SessionOptions session, int id, CudaOptions wished) throws OrtException {
            try (OrtCUDAProviderOptions options = new OrtCUDAProviderOptions(id)) {
                options.add("use_tf32", wished.tf32() ? "1" : "0");
                if (wished.memoryLimit().isPresent()) {
                    options.add(
                            "gpu_mem_limit", Long.toString(wished.memoryLimit().getAsLong()));
                }
                session.addCUDA(options);
            }
        }
    };

    /** Returns whether the artifact has it at all; a driver or a card may still be missing. */
    boolean isBuiltIn();

    /** Adds a device to a session's options, or says what is missing. */
    void add(SessionOptions session, int id, CudaOptions wished) throws OrtException;
}
