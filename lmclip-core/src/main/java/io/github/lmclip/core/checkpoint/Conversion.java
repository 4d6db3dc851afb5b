package io.github.lmclip.core.checkpoint;

import com.google.gson.JsonObject;
import io.github.lmclip.core.weights.SafetensorsWriter;
import io.github.lmclip.core.weights.TensorContent;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.TorchWriter;
import io.github.lmclip.core.weights.WeightFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a checkpoint's weights in another format, under OpenAI's names: exactly the parameters of its network.
 *
 * @param type the number type to store, F32, F16 or BF16; as they are stored where empty
 */
public record Conversion(Optional<TensorType> type) {

    /** Returns a conversion that keeps every number as it is stored. */
    public static Conversion exact() {
        return new Conversion(Optional.empty());
    }

    /** Returns a conversion that stores another number type, rounded to the nearest. */
    public static Conversion to(TensorType type) {
        return new Conversion(Optional.of(type));
    }

    /**
     * Writes safetensors that describe their network, activation included.
     *
     * @throws java.io.UncheckedIOException if that fails; a file that was there before is left as it was
     */
    public void writeSafetensors(Checkpoint source, Path file) {
        JsonObject description = new JsonObject();
        description.add("backbone", BackboneJson.write(source.backbone()));
        SafetensorsWriter.defaults()
                .withMetadata(Map.of(BackboneJson.METADATA, description.toString()))
                .write(file, contents(source));
    }

    /**
     * Writes an archive of PyTorch.
     *
     * @param writer bare, or as the published training code's checkpoints
     * @throws java.io.UncheckedIOException if that fails; a file that was there before is left as it was
     */
    public void writeTorch(Checkpoint source, TorchWriter writer, Path file) {
        writer.write(file, contents(source));
    }

    private List<TensorContent> contents(Checkpoint source) {
        WeightFile weights = source.tensors();
        return weights.tensors().values().stream()
                .map(tensor -> content(weights, tensor))
                .toList();
    }

    private TensorContent content(WeightFile weights, TensorInfo tensor) {
        if (type.isEmpty()) {
            return TensorContent.ofStored(tensor, () -> stored(weights, tensor));
        }
        return TensorContent.of(
                tensor.name(), type.get(), tensor.dimensions(), () -> FloatBuffer.wrap(weights.floats(tensor.name())));
    }

    private static ByteBuffer stored(WeightFile weights, TensorInfo tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(
                        Math.toIntExact(tensor.elements() * tensor.type().width()))
                .order(ByteOrder.LITTLE_ENDIAN);
        weights.readStored(tensor.name(), bytes);
        return bytes.flip();
    }
}
