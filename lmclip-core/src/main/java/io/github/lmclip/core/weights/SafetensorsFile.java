package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.SafetensorsHeader.quoted;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An open safetensors file: its names and shapes, checked as a whole when it is opened, and its numbers, read one tensor
 * at a time straight into the caller's memory. Several threads may read at once. The caller closes it.
 *
 * <p>Format: 8 bytes of header length, little-endian; the header, a JSON object from name to type, shape and offsets;
 * the data, little-endian, in C order (<a href="https://huggingface.co/docs/safetensors">documentation</a>).
 */
public final class SafetensorsFile implements WeightFile {

    private static final int LENGTH_BYTES = Long.BYTES;
    private static final long LONGEST_HEADER = 100_000_000;
    private static final int CHUNK = 1 << 18;

    private final String name;
    private final ByteSource source;
    private final long dataStart;
    private final Map<String, TensorInfo> tensors;
    private final Map<String, String> metadata;

    private SafetensorsFile(String name, ByteSource source) throws IOException {
        this.name = name;
        this.source = source;
        long size = source.size();
        byte[] bytes = header(size);
        this.dataStart = LENGTH_BYTES + (long) bytes.length;
        SafetensorsHeader header = SafetensorsHeader.parse(bytes, name);
        SafetensorsLayout.check(header.tensors().values(), size - dataStart, name);
        this.tensors = Collections.unmodifiableMap(header.tensors());
        this.metadata = Collections.unmodifiableMap(header.metadata());
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws WeightsException if the content breaks the format
     * @throws UncheckedIOException if the file cannot be read
     */
    public static SafetensorsFile open(Path file) {
        try {
            return open(ByteSource.of(FileChannel.open(file)), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("%s: the weights cannot be read".formatted(file), e);
        }
    }

    /**
     * Reads all of a stream, such as a resource, into the heap and checks its header; the caller closes the stream.
     *
     * @param name what messages call the file
     * @param stream the content
     * @throws WeightsException if the content breaks the format
     * @throws UncheckedIOException if the stream cannot be read
     */
    public static SafetensorsFile read(String name, InputStream stream) {
        try {
            return open(ByteSource.of(stream.readAllBytes()), name);
        } catch (IOException e) {
            throw new UncheckedIOException("%s: the weights cannot be read".formatted(name), e);
        }
    }

    private static SafetensorsFile open(ByteSource source, String name) throws IOException {
        boolean opened = false;
        try {
            SafetensorsFile file = new SafetensorsFile(name, source);
            opened = true;
            return file;
        } finally {
            if (!opened) {
                source.close();
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    /** Returns the file's {@code __metadata__}. */
    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public void read(String tensor, FloatBuffer target) {
        TensorInfo info = info(tensor, target.remaining(), "floats");
        inChunks(info, chunk -> {
            if (info.type() == TensorType.F32) {
                target.put(chunk.asFloatBuffer());
                return;
            }
            while (chunk.hasRemaining()) {
                target.put(info.type().next(chunk));
            }
        });
    }

    /**
     * Reads a tensor as {@link #read(String, FloatBuffer)} does, four bytes a value in the buffer's own byte order. Stored
     * float32 goes from a file straight into a little-endian direct buffer, without a copy.
     */
    public void read(String tensor, ByteBuffer target) {
        TensorInfo info = info(tensor, target.remaining() / Float.BYTES, "floats");
        if (info.type() == TensorType.F32 && target.order() == ByteOrder.LITTLE_ENDIAN) {
            readStored(tensor, target);
            return;
        }
        read(tensor, target.asFloatBuffer());
        target.position(target.position() + (int) info.elements() * Float.BYTES);
    }

    /** Reads a tensor as {@link #read(String, FloatBuffer)} does, into an array of its own. */
    public float[] floats(String tensor) {
        float[] values =
                new float[Math.toIntExact(info(tensor, Long.MAX_VALUE, "floats").elements())];
        read(tensor, FloatBuffer.wrap(values));
        return values;
    }

    /** Reads the bytes of a tensor as they are stored, little-endian; otherwise as {@link #read(String, FloatBuffer)}. */
    public void readStored(String tensor, ByteBuffer target) {
        TensorInfo info = info(tensor, Long.MAX_VALUE, "bytes");
        long bytes = info.end() - info.begin();
        if (target.remaining() < bytes) {
            throw new IllegalArgumentException("%s: %s has %d bytes, the target has room for %d"
                    .formatted(name, quoted(tensor), bytes, target.remaining()));
        }
        int limit = target.limit();
        target.limit(target.position() + (int) bytes);
        source.fill(target, dataStart + info.begin(), name);
        target.limit(limit);
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] header(long size) {
        if (size < LENGTH_BYTES) {
            throw new WeightsException("%s: expected a safetensors file, got %d bytes".formatted(name, size));
        }
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        source.fill(length, 0, name);
        long bytes = length.getLong(0);
        if (bytes < 0 || bytes > Math.min(LONGEST_HEADER, size - LENGTH_BYTES)) {
            throw new WeightsException("%s: expected a header of at most %d bytes in a file of %d, got one of %s"
                    .formatted(name, LONGEST_HEADER, size, Long.toUnsignedString(bytes)));
        }
        byte[] header = new byte[(int) bytes];
        source.fill(ByteBuffer.wrap(header), LENGTH_BYTES, name);
        return header;
    }

    private TensorInfo info(String tensor, long room, String unit) {
        TensorInfo info = tensors.get(tensor);
        if (info == null) {
            throw new IllegalArgumentException(
                    "%s: no tensor %s among its %d".formatted(name, quoted(tensor), tensors.size()));
        }
        if (room < info.elements()) {
            throw new IllegalArgumentException("%s: %s has %d %s, the target has room for %d"
                    .formatted(name, quoted(tensor), info.elements(), unit, room));
        }
        return info;
    }

    private void inChunks(TensorInfo info, Consumer<ByteBuffer> consumer) {
        long left = info.end() - info.begin();
        ByteBuffer chunk =
                ByteBuffer.allocateDirect((int) Math.min(CHUNK, left)).order(ByteOrder.LITTLE_ENDIAN);
        while (left > 0) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), left));
            source.fill(chunk, dataStart + info.end() - left, name);
            left -= chunk.flip().remaining();
            consumer.accept(chunk);
        }
    }
}
