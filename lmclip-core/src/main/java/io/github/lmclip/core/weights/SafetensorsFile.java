package io.github.lmclip.core.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An open safetensors file.
 *
 * <p>Format: 8 bytes of header length, little-endian; the header, a JSON object from name to type, shape and offsets;
 * the data, little-endian, in C order (<a href="https://huggingface.co/docs/safetensors">documentation</a>).
 */
public final class SafetensorsFile implements WeightFile {

    private static final int LENGTH_BYTES = Long.BYTES;

    /** A quarter of what the format allows, still some 200,000 tensors: a header must not cost too much memory. */
    private static final long LONGEST_HEADER = 25_000_000;

    private final StoredTensors content;

    private SafetensorsFile(StoredTensors content) {
        this.content = content;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws WeightsException if the content breaks the format
     * @throws UncheckedIOException if the file cannot be read
     */
    public static SafetensorsFile open(Path file) {
        return ByteSource.open(file, SafetensorsFile::of);
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
            return of(ByteSource.of(stream.readAllBytes()), name);
        } catch (IOException e) {
            throw new UncheckedIOException("%s: the weights cannot be read".formatted(name), e);
        }
    }

    static SafetensorsFile of(ByteSource source, String name) throws IOException {
        long size = source.size();
        byte[] bytes = header(source, size, name);
        long dataStart = LENGTH_BYTES + (long) bytes.length;
        SafetensorsHeader header = SafetensorsHeader.parse(bytes, name);
        SafetensorsLayout.check(header.tensors().values(), size - dataStart, name);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        header.tensors()
                .forEach((tensor, entry) ->
                        tensors.put(tensor, StoredTensor.inOrder(entry.info(), dataStart + entry.begin())));
        return new SafetensorsFile(new StoredTensors(name, source, tensors, header.metadata()));
    }

    private static byte[] header(ByteSource source, long size, String name) {
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

    @Override
    public String name() {
        return content.name();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return content.tensors();
    }

    /** Returns the file's {@code __metadata__}. */
    @Override
    public Map<String, String> metadata() {
        return content.metadata();
    }

    @Override
    public void read(String tensor, FloatBuffer target) {
        content.read(tensor, target);
    }

    /**
     * Reads a tensor as {@link #read(String, FloatBuffer)} does, four bytes a value in the buffer's own byte order. Stored
     * float32 goes from a file straight into a little-endian direct buffer, without a copy.
     */
    public void read(String tensor, ByteBuffer target) {
        TensorInfo info = content.info(tensor);
        if (info.type() == TensorType.F32 && target.order() == ByteOrder.LITTLE_ENDIAN) {
            content.readStored(tensor, target);
            return;
        }
        content.read(tensor, target.asFloatBuffer());
        target.position(target.position() + (int) info.elements() * Float.BYTES);
    }

    @Override
    public void readStored(String tensor, ByteBuffer target) {
        content.readStored(tensor, target);
    }

    @Override
    public void close() {
        content.close();
    }
}
