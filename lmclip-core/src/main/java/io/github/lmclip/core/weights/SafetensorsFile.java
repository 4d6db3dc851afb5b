package io.github.lmclip.core.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** An open safetensors file: a checked header, and tensors that are read one by one. Close it. */
public final class SafetensorsFile implements AutoCloseable {

    /** The longest header that is read; the format's own library has the same limit. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final int PREFIX = Long.BYTES;

    private static final int CHUNK = 1 << 20;

    /** Bytes by position, from a file or from memory. */
    private interface Source extends AutoCloseable {

        long size() throws IOException;

        void read(ByteBuffer target, long position) throws IOException;

        @Override
        void close() throws IOException;
    }

    private final String name;
    private final Source source;
    private final SafetensorsHeader header;
    private final long dataStart;

    private SafetensorsFile(String name, Source source) throws IOException {
        this.name = name;
        this.source = source;
        long size = source.size();
        if (size < PREFIX) {
            throw new WeightsException(
                    "%s has %d bytes, a safetensors file has at least %d".formatted(name, size, PREFIX));
        }
        long headerBytes = little(PREFIX, 0).getLong();
        if (headerBytes < 2 || headerBytes > Math.min(LONGEST_HEADER, size - PREFIX)) {
            throw new WeightsException("%s states a header of %s bytes, expected 2 to %d"
                    .formatted(name, Long.toUnsignedString(headerBytes), Math.min(LONGEST_HEADER, size - PREFIX)));
        }
        dataStart = PREFIX + headerBytes;
        header = SafetensorsHeader.parse(name, text(little((int) headerBytes, PREFIX)), size - dataStart);
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws WeightsException if it is no safetensors file
     * @throws UncheckedIOException if it cannot be read
     */
    public static SafetensorsFile open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return open(file.toString(), new ChannelSource(channel));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /**
     * Reads a whole stream, such as a resource of the class path, and checks its header.
     *
     * @param name for messages
     * @throws WeightsException if it is no safetensors file
     */
    public static SafetensorsFile read(String name, InputStream stream) {
        try {
            return open(name, new MemorySource(stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private static SafetensorsFile open(String name, Source source) throws IOException {
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

    /** Returns the path or name that messages use. */
    public String name() {
        return name;
    }

    /** Returns the tensors by name, in the order of the header. */
    public Map<String, TensorInfo> tensors() {
        return java.util.Collections.unmodifiableMap(header.tensors());
    }

    /** Returns the strings that the writer put beside the tensors. */
    public Map<String, String> metadata() {
        return java.util.Collections.unmodifiableMap(header.metadata());
    }

    /**
     * Reads a tensor as float32 into {@code target}, from its position on.
     *
     * @throws WeightsException if there is no such tensor, or its type cannot become float32
     * @throws IllegalArgumentException if the target's rest is not exactly the tensor's size
     */
    public void read(String tensor, FloatBuffer target) {
        TensorInfo info = header.tensors().get(tensor);
        if (info == null) {
            throw new WeightsException("%s has no tensor %s".formatted(name, tensor));
        }
        if (target.remaining() != info.size()) {
            throw new IllegalArgumentException(
                    "%s has %d numbers, the target has room for %d".formatted(info, info.size(), target.remaining()));
        }
        try {
            long end = dataStart + info.end();
            for (long at = dataStart + info.begin(); at < end; at += CHUNK) {
                convert(info, little((int) Math.min(CHUNK, end - at), at), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private void convert(TensorInfo info, ByteBuffer bytes, FloatBuffer target) {
        switch (info.type()) {
            case F32 -> target.put(bytes.asFloatBuffer());
            case F16 -> {
                while (bytes.hasRemaining()) {
                    target.put(HalfFloat.toFloat(bytes.getShort()));
                }
            }
            case BF16 -> {
                while (bytes.hasRemaining()) {
                    target.put(HalfFloat.fromBfloat16(bytes.getShort()));
                }
            }
            case F64 -> {
                while (bytes.hasRemaining()) {
                    target.put((float) bytes.getDouble());
                }
            }
            case I64 -> {
                while (bytes.hasRemaining()) {
                    target.put(bytes.getLong());
                }
            }
            default -> throw new WeightsException("%s: %s cannot be read as float32".formatted(name, info));
        }
    }

    private ByteBuffer little(int length, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        source.read(bytes, position);
        return bytes.flip();
    }

    private String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new WeightsException(name + " has a header that is not UTF-8", e);
        }
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + name, e);
        }
    }

    private record ChannelSource(FileChannel channel) implements Source {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer target, long position) throws IOException {
            long at = position;
            while (target.hasRemaining()) {
                int count = channel.read(target, at);
                if (count < 0) {
                    throw new EOFException("the file ends at byte " + at);
                }
                at += count;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record MemorySource(byte[] bytes) implements Source {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(ByteBuffer target, long position) {
            target.put(bytes, (int) position, target.remaining());
        }

        @Override
        public void close() {
            // memory needs no closing
        }
    }
}
