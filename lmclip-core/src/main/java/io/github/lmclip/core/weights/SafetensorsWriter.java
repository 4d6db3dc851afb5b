package io.github.lmclip.core.weights;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a safetensors file beside its place, forces it to disk and moves it there: readers see the old or the new one. */
public final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;

    private static final int CHUNK = 1 << 18;

    /**
     * A tensor to write.
     *
     * @param name unique in the file
     * @param shape sizes, the outermost first
     * @param values as many numbers as the shape says; its position is not changed
     */
    public record Tensor(String name, long[] shape, FloatBuffer values) {}

    private final TensorType type;
    private final Map<String, String> metadata;
    private final List<Tensor> tensors = new ArrayList<>();

    /**
     * Creates a writer.
     *
     * @param type of all numbers in the file, F32 or F16
     * @param metadata strings to write beside the tensors
     */
    public SafetensorsWriter(TensorType type, Map<String, String> metadata) {
        if (type != TensorType.F32 && type != TensorType.F16) {
            throw new IllegalArgumentException("can write F32 and F16, got " + type);
        }
        this.type = type;
        this.metadata = Map.copyOf(metadata);
    }

    /** Adds a tensor; its memory is read by {@link #write}. */
    public SafetensorsWriter add(Tensor tensor) {
        tensors.add(tensor);
        return this;
    }

    /**
     * Writes the file.
     *
     * @throws UncheckedIOException if that fails; a file that was there before is left as it was
     */
    public void write(Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                writeFully(channel, header());
                for (Tensor tensor : tensors) {
                    write(channel, tensor.values().duplicate());
                }
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private ByteBuffer header() {
        JsonObject json = new JsonObject();
        if (!metadata.isEmpty()) {
            json.add("__metadata__", new Gson().toJsonTree(new java.util.TreeMap<>(metadata)));
        }
        long begin = 0;
        for (Tensor tensor : tensors) {
            long end = begin + (long) tensor.values().remaining() * type.bytes();
            json.add(tensor.name(), describe(tensor, begin, end));
            begin = end;
        }
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        int length = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(text);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    private JsonObject describe(Tensor tensor, long begin, long end) {
        JsonObject info = new JsonObject();
        info.addProperty("dtype", type.name());
        JsonArray shape = new JsonArray();
        for (long size : tensor.shape()) {
            shape.add(size);
        }
        info.add("shape", shape);
        JsonArray offsets = new JsonArray();
        offsets.add(begin);
        offsets.add(end);
        info.add("data_offsets", offsets);
        return info;
    }

    private void write(FileChannel channel, FloatBuffer values) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            chunk.clear();
            while (values.hasRemaining() && chunk.remaining() >= type.bytes()) {
                if (type == TensorType.F32) {
                    chunk.putFloat(values.get());
                } else {
                    chunk.putShort(HalfFloat.fromFloat(values.get()));
                }
            }
            writeFully(channel, chunk.flip());
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
