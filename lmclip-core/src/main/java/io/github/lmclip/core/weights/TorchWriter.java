package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.quoted;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Writes archives that PyTorch 1.6 and later read as a state dict, also by {@code torch.load(..., weights_only=True)}:
 * beside the goal first, and moved into place when complete. The same tensors and options give the same bytes.
 *
 * @param epoch where given, the state dict is wrapped as the published training code saves it, {@code {"epoch": epoch,
 *     "model_state_dict": {"model." + name: tensor}}}; without the optimizer, which only resuming needs
 */
public record TorchWriter(OptionalInt epoch) {

    private static final int CHUNK = 1 << 18;
    private static final String FOLDER = "archive/";
    private static final String CHECKPOINT_PREFIX = "model.";

    /** Returns a writer of bare state dicts. */
    public static TorchWriter defaults() {
        return new TorchWriter(OptionalInt.empty());
    }

    /** Returns a writer of checkpoints of an epoch. */
    public TorchWriter withEpoch(int epoch) {
        return new TorchWriter(OptionalInt.of(epoch));
    }

    /**
     * Writes the tensors to a file, in the order given, in place of one that is there already. The folder must exist.
     *
     * @throws IllegalArgumentException if a name comes twice or holds a lone surrogate, if a type is one that PyTorch has
     *     no storage for (U16, U32, U64), or if a tensor's values are not as many as its shape says
     * @throws java.io.UncheckedIOException if the file cannot be written; what was there is still there
     */
    public void write(Path file, List<TensorContent> tensors) {
        byte[] pickle = pickle(tensors);
        NewFile.write(file, channel -> {
            ZipWriter zip = new ZipWriter(channel);
            zip.record(FOLDER + "data.pkl", pickle);
            zip.record(FOLDER + "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            writeData(zip, tensors);
            zip.record(FOLDER + "version", "3\n".getBytes(StandardCharsets.US_ASCII));
            zip.finish();
        });
    }

    private static void writeData(ZipWriter zip, List<TensorContent> tensors) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tensors.size(); i++) {
            TensorContent tensor = tensors.get(i);
            zip.record(FOLDER + "data/" + i, tensor.bytes(), sink -> tensor.write(sink, chunk));
        }
    }

    private byte[] pickle(List<TensorContent> tensors) {
        PickleWriter pickle = new PickleWriter();
        if (epoch.isPresent()) {
            pickle.code(PickleOpcode.EMPTY_DICT).code(PickleOpcode.MARK);
            pickle.text("epoch").integer(epoch.getAsInt()).text("model_state_dict");
        }
        stateDict(pickle, tensors);
        if (epoch.isPresent()) {
            pickle.code(PickleOpcode.SETITEMS);
        }
        return pickle.stop();
    }

    private void stateDict(PickleWriter pickle, List<TensorContent> tensors) {
        String prefix = epoch.isPresent() ? CHECKPOINT_PREFIX : "";
        Set<String> names = new HashSet<>();
        pickle.orderedDict().code(PickleOpcode.MARK);
        for (int i = 0; i < tensors.size(); i++) {
            TensorContent tensor = tensors.get(i);
            if (!names.add(tensor.name())
                    || !StandardCharsets.UTF_8.newEncoder().canEncode(tensor.name())) {
                throw new IllegalArgumentException(
                        "expected each name once and well-formed, got " + quoted(tensor.name()));
            }
            pickle.text(prefix + tensor.name()).tensor(described(tensor, String.valueOf(i)));
        }
        pickle.code(PickleOpcode.SETITEMS);
    }

    private static PickledTensor described(TensorContent tensor, String key) {
        TensorInfo info = tensor.info();
        long elements = info.elements();
        PickledStorage storage = new PickledStorage(key, info.type(), elements, 0, elements);
        return new PickledTensor(
                storage, 0, info.shape(), StoredTensor.inOrder(info, 0).strides());
    }
}
