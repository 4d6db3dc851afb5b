package io.github.lmclip.core.serve;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.lmclip.core.LmClipException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Opens a file on the device that is wished, or on the CPU where that is allowed and nothing else is to be had. */
record SessionOpener(ServingOptions options, CudaProvider cuda) {

    /** A session and what it runs on. */
    record Opened(OrtSession session, DeviceChoice choice) {}

    /**
     * Opens a file.
     *
     * @throws OnnxModelException if it is no model that the runtime reads
     * @throws LmClipException if the device cannot be used
     */
    Opened open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new OnnxModelException("%s is no file, expected an ONNX model".formatted(file));
        }
        return switch (options.device().kind()) {
            case CPU -> onCpu(file, "asked for");
            case CUDA -> onCuda(file, options.device());
            case AUTO -> onWhatever(file);
        };
    }

    private Opened onCpu(Path file, String reason) {
        try (SessionOptions session = settings()) {
            return new Opened(create(file, session), new DeviceChoice(Device.CPU, reason));
        } catch (OrtException e) {
            throw new OnnxModelException("%s is no ONNX model that can be run: %s".formatted(file, firstLine(e)), e);
        }
    }

    private Opened onCuda(Path file, Device device) {
        if (!cuda.isBuiltIn()) {
            throw new LmClipException("%s cannot be used: %s".formatted(device, missingArtifact()));
        }
        try {
            return new Opened(createOnCuda(file, device.id()), new DeviceChoice(device, "asked for"));
        } catch (OrtException e) {
            throw new LmClipException("%s cannot be used: %s".formatted(device, why(e)), e);
        }
    }

    private Opened onWhatever(Path file) {
        if (!cuda.isBuiltIn()) {
            return onCpu(file, missingArtifact());
        }
        try {
            return new Opened(createOnCuda(file, 0), new DeviceChoice(Device.cuda(0), "the first CUDA device"));
        } catch (OrtException e) {
            return onCpu(file, "CUDA refused: " + why(e));
        }
    }

    private OrtSession createOnCuda(Path file, int id) throws OrtException {
        try (SessionOptions session = settings()) {
            cuda.add(session, id, options.cuda());
            return create(file, session);
        }
    }

    private static OrtSession create(Path file, SessionOptions session) throws OrtException {
        return OrtEnvironment.getEnvironment().createSession(file.toString(), session);
    }

    private SessionOptions settings() throws OrtException {
        // first of all: a CUDA provider is refused where there is no environment yet
        OrtEnvironment.getEnvironment().setTelemetry(false);
        SessionOptions session = new SessionOptions();
        session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        session.setIntraOpNumThreads(options.intraThreads());
        session.setInterOpNumThreads(options.interThreads());
        session.setOptimizationLevel(
                switch (options.optimisation()) {
                    case NONE -> SessionOptions.OptLevel.NO_OPT;
                    case BASIC -> SessionOptions.OptLevel.BASIC_OPT;
                    case EXTENDED -> SessionOptions.OptLevel.EXTENDED_OPT;
                    case ALL -> SessionOptions.OptLevel.ALL_OPT;
                });
        if (options.interThreads() > 1) {
            session.setExecutionMode(SessionOptions.ExecutionMode.PARALLEL);
        }
        session.setCPUArenaAllocator(options.arena() != Arena.NONE);
        // threads that wait must sleep: spinning takes a core from whoever else is there
        session.addConfigEntry("session.intra_op.allow_spinning", "0");
        session.addConfigEntry("session.inter_op.allow_spinning", "0");
        session.addConfigEntry("session.x64quantprecision", ProductSums.areWide() ? "0" : "1");
        if (options.profile().isPresent()) {
            session.enableProfiling(options.profile().get().toString());
        }
        return session;
    }

    private static String missingArtifact() {
        return "the ONNX Runtime on the class path has no CUDA; the artifact onnxruntime_gpu has";
    }

    /** Says which of the usual things is missing, beside the runtime's own words. */
    static String why(OrtException e) {
        String words = firstLine(e);
        String lower = words.toLowerCase(Locale.ROOT);
        String guess = "";
        if (lower.contains("cudnn")) {
            guess = "cuDNN is missing or of another version: ";
        } else if (lower.contains("driver") || lower.contains("no cuda-capable device")) {
            guess = "there is no card or no fitting driver: ";
        } else if (lower.contains("libcu") || lower.contains("failed to load library")) {
            guess = "the libraries of CUDA are missing or of another version: ";
        }
        return guess + words;
    }

    private static String firstLine(OrtException e) {
        return e.getMessage().lines().findFirst().orElse("").strip();
    }
}
