package io.github.lmclip.core.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Bytes that can be read at any place, from several threads at once: a file, or an array. */
interface ByteSource extends AutoCloseable {

    /** The most that is read at once: a channel copies what goes to the heap through native memory of that size. */
    int PIECE = 4 << 20;

    long size() throws IOException;

    /** Reads into the target from the byte {@code position} on; returns how many bytes, -1 at the end. */
    int read(ByteBuffer target, long position) throws IOException;

    @Override
    void close() throws IOException;

    /** Fills the target from the byte {@code position} on; {@code name} is what messages call the source. */
    default void fill(ByteBuffer target, long position, String name) {
        long next = position;
        try {
            while (target.hasRemaining()) {
                int count = read(target, next);
                if (count < 0) {
                    throw new WeightsException("%s: expected %d more bytes at %d, got the end of the file"
                            .formatted(name, target.remaining(), next));
                }
                next += count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s: the weights cannot be read".formatted(name), e);
        }
    }

    /** Returns the bytes of a part of the source, which the stream does not close; what it lacks is an early end. */
    default InputStream stream(long position, long length) {
        return new InputStream() {
            private long next = position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                long left = position + length - next;
                if (left <= 0) {
                    return count == 0 ? 0 : -1;
                }
                int got = ByteSource.this.read(ByteBuffer.wrap(target, offset, (int) Math.min(count, left)), next);
                next += Math.max(got, 0);
                return got;
            }
        };
    }

    /** What makes an open file of a source, which it then owns. */
    @FunctionalInterface
    interface Reader<T> {
        T open(ByteSource source, String name) throws IOException;
    }

    /** Opens a file and hands it to a reader; closes it again where that fails. */
    static <T> T open(Path file, Reader<T> reader) {
        boolean opened = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file);
            T result = reader.open(of(channel), file.toString());
            opened = true;
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException("%s: the weights cannot be read".formatted(file), e);
        } finally {
            if (!opened && channel != null) {
                closeAfterFailure(channel);
            }
        }
    }

    private static void closeAfterFailure(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ByteSource of(FileChannel channel) {
        return new ByteSource() {
            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                int limit = target.limit();
                target.limit((int) Math.min(limit, (long) target.position() + PIECE));
                try {
                    return channel.read(target, position);
                } finally {
                    target.limit(limit);
                }
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    static ByteSource of(byte[] bytes) {
        return new ByteSource() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public int read(ByteBuffer target, long position) {
                int count = (int) Math.min(target.remaining(), bytes.length - position);
                if (count <= 0) {
                    return -1;
                }
                target.put(bytes, (int) position, count);
                return count;
            }

            @Override
            public void close() {}
        };
    }
}
