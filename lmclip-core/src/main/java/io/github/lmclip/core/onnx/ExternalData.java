package io.github.lmclip.core.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The file beside a model that holds its larger constants: protobuf ends at 2 GB. Each starts at a multiple of the page,
 * so that a runtime can map it.
 */
record ExternalData(Path file) {

    private static final long PAGE = 4096;

    /** Constants below this many bytes stay in the model, where runtimes look for shapes. */
    private static final long SMALL = 1024;

    /** Writes the constants and returns their tensors, which say where the content lies. */
    List<TensorProto> write(Collection<Initializer> initializers) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        List<TensorProto> tensors = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (Initializer each : initializers) {
                tensors.add(each.bytes() < SMALL ? inside(each) : outside(each, channel));
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return tensors;
    }

    private static TensorProto inside(Initializer each) {
        return each.header()
                .setRawData(UnsafeByteOperations.unsafeWrap(each.make()))
                .build();
    }

    private TensorProto outside(Initializer each, FileChannel channel) throws IOException {
        long offset = (channel.size() + PAGE - 1) / PAGE * PAGE;
        channel.position(offset);
        ByteBuffer content = each.make();
        while (content.hasRemaining()) {
            channel.write(content);
        }
        return each.header()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", file.getFileName().toString()))
                .addExternalData(entry("offset", Long.toString(offset)))
                .addExternalData(entry("length", Long.toString(each.bytes())))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
