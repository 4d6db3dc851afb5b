package io.github.lmclip.core.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.github.lmclip.core.watch.WriteFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a model with one constant in memory at a time: the parts of the message in their order, each by protobuf's own
 * writer. Constants above a limit in all go into a second file beside it, which the first one names.
 */
final class OnnxFile {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final long externalAbove;

    OnnxFile(Path file, long externalAbove) {
        this.file = file.toAbsolutePath();
        this.externalAbove = externalAbove;
    }

    /**
     * Writes a model; what was there before stays until the new one is whole.
     *
     * @param model all but the graph
     * @throws UncheckedIOException if that fails
     */
    void write(ModelProto model, OnnxGraph graph) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.getParent());
            writePart(part, model, graph);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw WriteFailure.of(file, e);
        } finally {
            if (Files.exists(part)) {
                delete(part);
            }
        }
    }

    private void writePart(Path part, ModelProto model, OnnxGraph graph) throws IOException {
        long bytes = graph.initializers().stream().mapToLong(Initializer::bytes).sum();
        try (OutputStream stream = Files.newOutputStream(part)) {
            CodedOutputStream out = CodedOutputStream.newInstance(stream, BUFFER);
            model.writeTo(out);
            if (bytes > externalAbove) {
                ExternalData data = new ExternalData(file.resolveSibling(file.getFileName() + ".data"));
                GraphProto.Builder whole = graph.proto().toBuilder();
                whole.addAllInitializer(data.write(graph.initializers()));
                out.writeMessage(ModelProto.GRAPH_FIELD_NUMBER, whole.build());
            } else {
                writeGraph(out, graph);
            }
            out.flush();
        }
    }

    private static void writeGraph(CodedOutputStream out, OnnxGraph graph) throws IOException {
        GraphProto bare = graph.proto();
        long size = bare.getSerializedSize();
        for (Initializer each : graph.initializers()) {
            long tensor = size(each);
            size += CodedOutputStream.computeTagSize(GraphProto.INITIALIZER_FIELD_NUMBER)
                    + CodedOutputStream.computeUInt64SizeNoTag(tensor)
                    + tensor;
        }
        out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt64NoTag(size);
        bare.writeTo(out);
        for (Initializer each : graph.initializers()) {
            TensorProto tensor = each.header()
                    .setRawData(UnsafeByteOperations.unsafeWrap(each.make()))
                    .build();
            out.writeMessage(GraphProto.INITIALIZER_FIELD_NUMBER, tensor);
        }
    }

    private static long size(Initializer each) {
        return each.header().build().getSerializedSize()
                + CodedOutputStream.computeTagSize(TensorProto.RAW_DATA_FIELD_NUMBER)
                + CodedOutputStream.computeUInt64SizeNoTag(each.bytes())
                + each.bytes();
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + part, e);
        }
    }
}
