package io.github.lmclip.core.clip;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import io.github.lmclip.core.weights.SafetensorsWriter;
import io.github.lmclip.core.weights.TensorContent;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.core.weights.WeightsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Moves parameters between a network and weight files: OpenAI's names, matched by name and shape, nothing missing, nothing
 * left over.
 */
public final class ClipWeights {

    /** How many mismatches an error names. */
    private static final int SHOWN = 5;

    /** How much of a name that came from a file an error shows. */
    private static final int LONGEST_NAME = 100;

    /** Batch counters of PyTorch's batch normalisation, which nothing computes with. */
    private static final String COUNTER = ".num_batches_tracked";

    /** What no published CLIP has; where a file lacks it, it stays as it is. */
    private static final Set<String> EXTRAS = Set.of(LogitHead.BIAS, LogitHead.LABELS);

    private ClipWeights() {}

    /**
     * Reads every parameter of {@code clip} straight into native memory, as float32.
     *
     * @throws WeightsException if the file's names or shapes are not this backbone's; nothing is changed then
     */
    public static void load(Clip clip, WeightFile file) {
        Map<String, Parameter> parameters = clip.parameters();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        parameters.forEach(
                (name, parameter) -> shapes.put(name, parameter.getArray().getShape()));
        List<String> wrong = mismatches(shapes, file);
        if (!wrong.isEmpty()) {
            throw new WeightsException(summary(clip.backbone(), file, wrong));
        }
        try (GradientMode off = GradientMode.off()) {
            parameters.forEach((name, parameter) -> {
                if (file.tensors().containsKey(name)) {
                    HostMemory.write(parameter.getArray(), memory -> file.read(name, memory));
                }
            });
        }
    }

    /**
     * Writes every parameter as float32, with adapters added.
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
            long[] shape = parameter.getArray().getShape().getShape();
            tensors.add(TensorContent.of(name, type, shape, () -> clip.values(name)));
        });
        SafetensorsWriter.defaults().withMetadata(metadata).write(file, tensors);
    }

    /**
     * Returns the parameters that a network has whenever they are read, as if they were in a file. The network stays the
     * caller's and must be open while they are read.
     *
     * @param name what messages call it
     * @param extras what is among them beside CLIP's: what the network lacks is a bias of 0, which changes no logit, and {@code
     *     labels}
     * @param labels the classes' vectors [C][D] that the network is used with
     */
    public static WeightFile live(Clip clip, String name, ClipExtras extras, float[][] labels) {
        LiveWeights weights = new LiveWeights(clip, name);
        if (extras.logitBias()) {
            weights.addMissing(LogitHead.BIAS, List.of(), new float[1]);
        }
        if (extras.labels() > 0) {
            weights.addMissing(LogitHead.LABELS, labels);
        }
        return weights;
    }

    /** Returns what a file holds beside CLIP's parameters. */
    public static ClipExtras extras(WeightFile file) {
        TensorInfo labels = file.tensors().get(LogitHead.LABELS);
        return new ClipExtras(
                file.tensors().containsKey(LogitHead.BIAS),
                labels == null ? 0 : Math.toIntExact(labels.dimensions()[0]));
    }

    /** Returns what a file of a backbone's weights holds, by OpenAI's name, as float32; builds nothing. */
    public static Map<String, TensorInfo> tensors(Backbone backbone) {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        Clip.shapes(backbone).forEach((name, shape) -> {
            List<Long> sizes = LongStream.of(shape.getShape()).boxed().toList();
            tensors.put(name, new TensorInfo(name, TensorType.F32, sizes));
        });
        return tensors;
    }

    /**
     * Returns how the tensors of a file differ from the parameters of a backbone: which are missing, of another shape, or
     * unexpected, in words; a logit bias and trained labels are neither. Builds nothing.
     */
    public static List<String> mismatches(Backbone backbone, WeightFile file) {
        Map<String, Shape> shapes = Clip.shapes(backbone);
        if (file.tensors().containsKey(LogitHead.BIAS)) {
            shapes.put(LogitHead.BIAS, new Shape());
        }
        return mismatches(shapes, file);
    }

    /** Returns the sentence of an error: whose weights a file does not hold, and the first mismatches. */
    public static String summary(Backbone backbone, WeightFile file, List<String> mismatches) {
        return "%s does not hold the weights of %s: %d mismatches, such as %s"
                .formatted(
                        file.name(),
                        backbone.name(),
                        mismatches.size(),
                        String.join("; ", mismatches.subList(0, Math.min(SHOWN, mismatches.size()))));
    }

    private static List<String> mismatches(Map<String, Shape> shapes, WeightFile file) {
        List<String> wrong = new ArrayList<>();
        shapes.forEach((name, expected) -> {
            TensorInfo found = file.tensors().get(name);
            if (found == null) {
                if (!EXTRAS.contains(name)) {
                    wrong.add("missing " + name);
                }
            } else if (!new Shape(found.dimensions()).equals(expected)) {
                wrong.add("%s has shape %s, expected %s".formatted(name, new Shape(found.dimensions()), expected));
            }
        });
        file.tensors().keySet().stream()
                .filter(name -> !shapes.containsKey(name) && !name.endsWith(COUNTER))
                // classes that somebody else has trained are of no use to a network for others
                .filter(name -> !name.equals(LogitHead.LABELS))
                .forEach(name -> wrong.add("unexpected " + name.substring(0, Math.min(LONGEST_NAME, name.length()))));
        return wrong;
    }
}
