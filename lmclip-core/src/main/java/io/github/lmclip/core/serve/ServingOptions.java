package io.github.lmclip.core.serve;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How a model is opened and run.
 *
 * @param device where
 * @param intraThreads threads that share one operator, the caller's included
 * @param interThreads operators computed at once, where the graph has branches
 * @param optimisation how much the graph is rewritten
 * @param arena what happens to a request's memory on the CPU
 * @param cuda what holds on a CUDA device alone
 * @param batch most pictures of one run; larger lists are cut
 * @param profile start of the name of a file that gets ONNX Runtime's profile in Chrome's trace format
 */
public record ServingOptions(
        Device device,
        int intraThreads,
        int interThreads,
        Optimisation optimisation,
        Arena arena,
        CudaOptions cuda,
        int batch,
        Optional<Path> profile) {

    /** On a CPU more at once are no faster, and a score then depends in its last digit on the others. */
    private static final int BATCH = 1;

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if a count is below 1
     */
    public ServingOptions {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(optimisation, "optimisation");
        Objects.requireNonNull(arena, "arena");
        Objects.requireNonNull(cuda, "cuda");
        requirePositive("intraThreads", intraThreads);
        requirePositive("interThreads", interThreads);
        requirePositive("batch", batch);
        Objects.requireNonNull(profile, "profile");
    }

    static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s must be >= 1, got %d".formatted(name, value));
        }
    }

    /**
     * Returns what suits one request after the other: any device, all processors on each operator, one picture per
     * run, no profile.
     */
    public static ServingOptions defaults() {
        return new ServingOptions(
                Device.AUTO,
                Runtime.getRuntime().availableProcessors(),
                1,
                Optimisation.ALL,
                Arena.KEEP,
                CudaOptions.defaults(),
                BATCH,
                Optional.empty());
    }

    /** Returns these options on another device. */
    public ServingOptions withDevice(Device other) {
        return new ServingOptions(other, intraThreads, interThreads, optimisation, arena, cuda, batch, profile);
    }

    /** Returns these options with so many threads per operator; 1 suits many requests at once. */
    public ServingOptions withIntraThreads(int threads) {
        return new ServingOptions(device, threads, interThreads, optimisation, arena, cuda, batch, profile);
    }

    /** Returns these options with so many operators at once. */
    public ServingOptions withInterThreads(int threads) {
        return new ServingOptions(device, intraThreads, threads, optimisation, arena, cuda, batch, profile);
    }

    /** Returns these options with another rewriting of the graph. */
    public ServingOptions withOptimisation(Optimisation level) {
        return new ServingOptions(device, intraThreads, interThreads, level, arena, cuda, batch, profile);
    }

    /** Returns these options with another use of memory on the CPU. */
    public ServingOptions withArena(Arena other) {
        return new ServingOptions(device, intraThreads, interThreads, optimisation, other, cuda, batch, profile);
    }

    /** Returns these options with others for a CUDA device. */
    public ServingOptions withCuda(CudaOptions other) {
        return new ServingOptions(device, intraThreads, interThreads, optimisation, arena, other, batch, profile);
    }

    /** Returns these options with another number of pictures at once; a CUDA device wants 32 or more. */
    public ServingOptions withBatch(int pictures) {
        return new ServingOptions(device, intraThreads, interThreads, optimisation, arena, cuda, pictures, profile);
    }

    /** Returns these options with a profile, written when the model is closed. */
    public ServingOptions withProfile(Path start) {
        return new ServingOptions(
                device, intraThreads, interThreads, optimisation, arena, cuda, batch, Optional.of(start));
    }
}
