package io.github.lmclip.core.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The formats of weight files, told by their first bytes. */
enum WeightFormat {
    SAFETENSORS,
    TORCH_ARCHIVE,
    TORCH_LEGACY,
    SHARD_INDEX,
    UNKNOWN;

    private static final int FIRST_BYTES = 64;
    private static final int ZIP_MAGIC = 0x04034b50;
    private static final int PICKLE_PROTOCOL = 0x80;
    private static final String SAFETENSORS_SUFFIX = ".safetensors";
    private static final String LFS_POINTER = "version https://git-lfs";

    static WeightFile open(Path path) {
        Path file = Files.isDirectory(path) ? WeightFolder.choose(path) : path;
        return ByteSource.open(file, (source, name) -> {
            ByteBuffer start = start(source, name);
            return of(start, source.size()) == SHARD_INDEX ? ShardedFile.open(source, file) : openSingle(source, name);
        });
    }

    /** Opens a file that must not be an index itself. */
    static WeightFile openShard(Path file) {
        return ByteSource.open(file, WeightFormat::openSingle);
    }

    /** Opens anything but an index from any source. */
    static WeightFile openSingle(ByteSource source, String name) throws IOException {
        ByteBuffer start = start(source, name);
        WeightFormat format = of(start, source.size());
        if (name.endsWith(SAFETENSORS_SUFFIX) && (format == TORCH_ARCHIVE || format == TORCH_LEGACY)) {
            throw new WeightsException(
                    "%s: expected safetensors as the name says, got a pickle of PyTorch".formatted(name));
        }
        return switch (format) {
            case SAFETENSORS -> SafetensorsFile.of(source, name);
            case TORCH_ARCHIVE -> TorchArchive.open(source, name);
            case TORCH_LEGACY -> TorchLegacy.open(source, name);
            case SHARD_INDEX, UNKNOWN ->
                throw new WeightsException(
                        "%s: expected safetensors or a file of torch.save, got %s".formatted(name, describe(start)));
        };
    }

    private static ByteBuffer start(ByteSource source, String name) throws IOException {
        ByteBuffer start =
                ByteBuffer.allocate((int) Math.min(FIRST_BYTES, source.size())).order(ByteOrder.LITTLE_ENDIAN);
        source.fill(start, 0, name);
        return start.flip();
    }

    /** A safetensors file may begin with any byte, so that its shape is looked at before all others' magic. */
    private static WeightFormat of(ByteBuffer start, long size) {
        boolean long8 = start.remaining() >= Long.BYTES;
        boolean braced = start.remaining() > Long.BYTES && start.get(Long.BYTES) == '{';
        if (braced && fits(start.getLong(0), size)) {
            return SAFETENSORS;
        }
        if (start.remaining() >= Integer.BYTES && start.getInt(0) == ZIP_MAGIC) {
            return TORCH_ARCHIVE;
        }
        if (start.hasRemaining() && (start.get(0) & 0xFF) == PICKLE_PROTOCOL) {
            return TORCH_LEGACY;
        }
        if (text(start).stripLeading().startsWith("{")) {
            return SHARD_INDEX;
        }
        return braced || long8 && fits(start.getLong(0), size) ? SAFETENSORS : UNKNOWN;
    }

    private static boolean fits(long header, long size) {
        return header >= 0 && header <= size - Long.BYTES;
    }

    private static String describe(ByteBuffer start) {
        String text = text(start);
        if (text.isEmpty()) {
            return "an empty file";
        }
        if (text.startsWith(LFS_POINTER)) {
            return "a pointer of Git LFS; the file itself has not been fetched";
        }
        if (text.stripLeading().startsWith("<")) {
            return "a page of HTML or XML";
        }
        return "something that begins with 0x" + "%02x".formatted(start.get(0));
    }

    private static String text(ByteBuffer start) {
        return StandardCharsets.ISO_8859_1.decode(start.duplicate()).toString();
    }
}
