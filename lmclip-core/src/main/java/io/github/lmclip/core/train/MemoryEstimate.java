package io.github.lmclip.core.train;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import com.sun.management.OperatingSystemMXBean;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.engine.Precision;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much memory a run of training takes at its peak, in bytes, from the sizes of its arrays.
 *
 * @param runtime the Java machine with its heap, the engine's code, and what its allocator holds in reserve: fitted to
 *     measurements
 * @param parameters weights, gradients and two moments of what is trained, and the moving average where there is one
 * @param activations what the forward pass keeps for the backward pass
 * @param passing what is alive for a moment in the backward pass: gradients of the largest layer's activations, and that of
 *     the table of tokens before it is added
 */
public record MemoryEstimate(long runtime, long parameters, long activations, long passing) {

    /** Java machine, heap of {@code -Xmx1g} as far as it fills, engine. */
    private static final long RUNTIME = 850_000_000L;

    /**
     * What glibc keeps of freed memory beside a byte of activations. With {@link #RUNTIME} it brings the sum within 16 % of
     * what RN50 and ViT-B/16 took at 20, 80 and 1,200 labels, whole and with LoRA, JDK 17 on Linux; the same command's peak
     * varies by as much from run to run.
     */
    private static final double RESERVE = 0.3;

    /** Beside a trained parameter, its gradient and its moments. */
    private static final int MOVING = 3;

    private static final double GIGABYTE = 1e9;

    /**
     * Estimates a run.
     *
     * @param backbone the network
     * @param options of which batch, micro-batch, precision, checkpointing, freezing, LoRA and moving average count
     * @param textPositions token positions that the text tower computes in a step, such as
     *     {@link io.github.lmclip.core.clip.TokenTree#positions()} of all prompts and a batch of captions
     */
    public static MemoryEstimate of(Backbone backbone, TrainingOptions options, int textPositions) {
        StepOptions step = options.step();
        int batch = Math.min(step.microBatch().orElse(options.batchSize()), options.batchSize());
        int positions = textPositions / step.parts(options.batchSize());
        TrainedShare share = TrainedShare.of(backbone, options);
        List<Activations.Layer> layers = Activations.of(backbone, batch, positions, step.precision()).stream()
                .filter(share::reaches)
                .toList();
        long largest =
                layers.stream().mapToLong(Activations.Layer::inside).max().orElse(0);
        long kept = step.checkpointing()
                ? layers.stream().mapToLong(Activations.Layer::input).sum() + largest
                : layers.stream().mapToLong(Activations.Layer::inside).sum();
        int copies = options.emaDecay().isPresent() ? 2 : 1;
        long parameters = Float.BYTES * (copies * share.values() + MOVING * share.trained());
        long runtime = RUNTIME + Math.round(RESERVE * kept);
        return new MemoryEstimate(runtime, parameters, kept, largest / 2 + tokenGradient(backbone, share));
    }

    private static long tokenGradient(Backbone backbone, TrainedShare share) {
        boolean trained = Integer.valueOf(0).equals(share.lowest().get(ParameterPlace.Part.TEXT_TOWER));
        return trained
                ? (long) Float.BYTES
                        * backbone.text().vocabulary()
                        * backbone.text().width()
                : 0;
    }

    /** Returns the sum. */
    public long total() {
        return runtime + parameters + activations + passing;
    }

    /** Returns the memory of a device, in bytes: the machine's, as far as this process may use it, or the GPU's. */
    public static long of(Device device) {
        return device.isGpu()
                ? CudaUtils.getGpuMemory(device).getMax()
                : ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /** Returns a clause with the sum and its parts. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "training takes about %.1f GB at its peak (%.1f for parameters, gradients and moments, %.1f for what a step"
                        + " keeps, %.1f for the rest)",
                total() / GIGABYTE,
                parameters / GIGABYTE,
                activations / GIGABYTE,
                (runtime + passing) / GIGABYTE);
    }

    /** Returns a clause that names the options which lower the sum and are not used to the full yet. */
    public static String advice(TrainingOptions options) {
        StepOptions step = options.step();
        int batch = Math.min(step.microBatch().orElse(options.batchSize()), options.batchSize());
        List<String> ways = new ArrayList<>();
        if (!step.checkpointing()) {
            ways.add("training.step.checkpointing = true");
        }
        if (step.precision() == Precision.FP32) {
            ways.add("training.step.precision = bf16 on devices that have it");
        }
        if (options.lora().isEmpty()) {
            ways.add("training.lora.rank = 8");
        }
        if (batch > 1) {
            ways.add("training.step.microBatch below " + batch);
            ways.add("training.batchSize below " + options.batchSize());
        }
        ways.add("a smaller backbone");
        return "less is taken with " + String.join(", ", ways);
    }
}
