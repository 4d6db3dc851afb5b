package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.engine.FlatParameters;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.weights.SafetensorsWriter;
import io.github.lmclip.core.weights.TensorContent;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.core.weights.WeightsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Moves parameters between a network and weight files: OpenAI's names, matched by name and shape, nothing missing, nothing
 * left over.
 */
public final class ClipWeights {

    /** How many mismatches an error names. */
    private static final int SHOWN = 5;

    /** Batch counters of PyTorch's batch normalisation, which nothing computes with. */
    private static final String COUNTER = ".num_batches_tracked";

    /** What no published CLIP has; where a file lacks it, it stays as it is. */
    private static final String LOGIT_BIAS = "logit_bias";

    private ClipWeights() {}

    /**
     * Reads every parameter of {@code clip} straight into native memory, as float32.
     *
     * @throws WeightsException if the file's names or shapes are not this backbone's; nothing is changed then
     */
    public static void load(Clip clip, WeightFile file) {
        Map<String, Parameter> parameters = clip.parameters();
        requireMatch(clip, parameters, file);
        try (GradientMode off = GradientMode.off()) {
            parameters.forEach((name, parameter) -> {
                if (file.tensors().containsKey(name)) {
                    file.read(name, FlatParameters.memory(parameter.getArray()));
                }
            });
        }
    }

    /**
     * Writes every parameter as float32.
     *
     * @param metadata strings to write beside them
     * @throws java.io.UncheckedIOException if that fails; a file that was there before is left as it was
     */
    public static void save(Clip clip, Map<String, String> metadata, Path file) {
        write(TensorType.F32, clip, metadata, file);
    }

    /** Writes every parameter rounded to float16: half the size, for weights to ship. */
    public static void saveHalf(Clip clip, Map<String, String> metadata, Path file) {
        write(TensorType.F16, clip, metadata, file);
    }

    private static void write(TensorType type, Clip clip, Map<String, String> metadata, Path file) {
        List<TensorContent> tensors = new ArrayList<>();
        clip.parameters().forEach((name, parameter) -> {
            NDArray array = parameter.getArray();
            long[] shape = array.getShape().getShape();
            tensors.add(TensorContent.of(name, type, shape, () -> FlatParameters.memory(array)));
        });
        SafetensorsWriter.defaults().withMetadata(metadata).write(file, tensors);
    }

    private static void requireMatch(Clip clip, Map<String, Parameter> parameters, WeightFile file) {
        List<String> wrong = new ArrayList<>();
        parameters.forEach((name, parameter) -> {
            TensorInfo found = file.tensors().get(name);
            Shape expected = parameter.getArray().getShape();
            if (found == null) {
                if (!name.equals(LOGIT_BIAS)) {
                    wrong.add("missing " + name);
                }
            } else if (!new Shape(found.dimensions()).equals(expected)) {
                wrong.add("%s has shape %s, expected %s".formatted(name, new Shape(found.dimensions()), expected));
            }
        });
        file.tensors().keySet().stream()
                .filter(name -> !parameters.containsKey(name) && !name.endsWith(COUNTER))
                .forEach(name -> wrong.add("unexpected " + name));
        if (!wrong.isEmpty()) {
            throw new WeightsException("%s does not hold the weights of %s: %d mismatches, such as %s"
                    .formatted(
                            file.name(),
                            clip.backbone().name(),
                            wrong.size(),
                            String.join("; ", wrong.subList(0, Math.min(SHOWN, wrong.size())))));
        }
    }
}
