package io.github.lmclip.core.weights;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * An open file of named tensors, in whichever format; its names and shapes are checked as a whole when it is opened, its
 * numbers are read one tensor at a time straight into the caller's memory. Several threads may read at once. The caller
 * closes it.
 */
public interface WeightFile extends AutoCloseable {

    /**
     * Opens weights in any format that this library reads, recognised by the content and not by the name:
     *
     * <ul>
     *   <li>safetensors;
     *   <li>archives of PyTorch ({@code torch.save}): a state dict, or a dict that holds one as {@code state_dict},
     *       {@code model_state_dict} or {@code model}, whose plain numbers and strings become {@link #metadata()};
     *   <li>TorchScript archives, as OpenAI publishes them: the parameters of the modules under dotted names;
     *   <li>files of {@code torch.save} before PyTorch 1.6;
     *   <li>the index of a file in shards ({@code *.index.json}), beside its shards;
     *   <li>a folder that holds one of these under a usual name: {@code model.safetensors}, {@code
     *       open_clip_model.safetensors}, {@code pytorch_model.bin}, {@code open_clip_pytorch_model.bin}, or their index.
     * </ul>
     *
     * <p>Nothing in a file is run and nothing is written. A pickle may name only what tensors are made of, so that whole
     * pickled models are refused; a pickle in a file that calls itself {@code .safetensors} is refused, too. Check sums
     * of archives are not compared, as PyTorch does not: it can write archives without them.
     *
     * @throws WeightsException if the content is none of these or breaks its format
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    static WeightFile open(Path path) {
        return WeightFormat.open(path);
    }

    /** Returns what messages call the file. */
    String name();

    /** Returns what the file holds, by name, in the file's order. */
    Map<String, TensorInfo> tensors();

    /** Returns strings that the file carries beside its tensors; empty where it has none. */
    Map<String, String> metadata();

    /**
     * Reads a tensor, in C order, as float32: the nearest one where the stored type is wider.
     *
     * @param tensor the name
     * @param target takes the values from its position on, which advances
     * @throws IllegalArgumentException if there is no such tensor, or no room for it
     * @throws WeightsException if the file turns out to be damaged
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    void read(String tensor, FloatBuffer target);

    /**
     * Reads the elements of a tensor, in C order, as they are stored, little-endian; otherwise as {@link #read(String,
     * FloatBuffer)}.
     */
    void readStored(String tensor, ByteBuffer target);

    /** Reads a tensor as {@link #read(String, FloatBuffer)} does, into an array of its own. */
    default float[] floats(String tensor) {
        TensorInfo info = tensors().get(tensor);
        FloatBuffer values = FloatBuffer.allocate(info == null ? 0 : Math.toIntExact(info.elements()));
        read(tensor, values);
        return values.array();
    }

    @Override
    void close();
}
