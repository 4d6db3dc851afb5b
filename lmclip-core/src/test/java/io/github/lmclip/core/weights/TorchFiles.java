package io.github.lmclip.core.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Small files in PyTorch's formats: a float32 tensor {@code weight} of shape (4, 3) with the values 0 to 11, its
 * transpose {@code turned} over the same storage, and a float16 scalar {@code scale} of 1.5 that is the last of three.
 */
final class TorchFiles {

    static final String WEIGHT = "weight";
    static final String TURNED = "turned";
    static final String SCALE = "scale";

    private static final PickledStorage FLOATS = new PickledStorage("0", TensorType.F32, 12, 0, 12);
    private static final PickledStorage HALVES = new PickledStorage("1", TensorType.F16, 3, 0, 3);

    private TorchFiles() {}

    /** An archive of {@code torch.save}: the state dict as training code wraps it, beside plain and other values. */
    static byte[] archive() {
        PickleWriter pickle = new PickleWriter();
        pickle.code(PickleOpcode.EMPTY_DICT).code(PickleOpcode.MARK);
        pickle.text("epoch").integer(7).text("model_state_dict");
        stateDict(pickle).text("optimizer_state_dict");
        pickle.code(PickleOpcode.EMPTY_DICT).text("best").code(PickleOpcode.NONE);
        return archive(pickle.code(PickleOpcode.SETITEMS).stop());
    }

    /** An archive with this pickle. */
    static byte[] archive(byte[] pickle) {
        return zip(records(pickle));
    }

    /** The records of an archive of {@code torch.save}. */
    static Map<String, byte[]> records(byte[] pickle) {
        Map<String, byte[]> records = new LinkedHashMap<>();
        records.put("archive/data.pkl", pickle);
        records.put("archive/data/0", floats());
        records.put("archive/data/1", halves());
        records.put("archive/version", ascii("3\n"));
        return records;
    }

    /** A TorchScript archive: {@code weight} and {@code turned} in a submodule {@code visual}. */
    static byte[] script() {
        Map<String, byte[]> records = records(modules());
        records.put("archive/constants.pkl", ascii("not read"));
        records.put("archive/code/__torch__.py", ascii("not run"));
        return zip(records);
    }

    /** The modules of the TorchScript archive. */
    static byte[] modules() {
        PickleWriter pickle = new PickleWriter();
        module(pickle, "Root").text(SCALE).tensor(scale()).text("training").code(PickleOpcode.NEWTRUE);
        module(pickle.text("visual"), "Tower")
                .text(WEIGHT)
                .tensor(weight())
                .text(TURNED)
                .tensor(turned());
        pickle.code(PickleOpcode.SETITEMS).code(PickleOpcode.BUILD);
        return pickle.code(PickleOpcode.SETITEMS).code(PickleOpcode.BUILD).stop();
    }

    /** A checkpoint that uses every instruction and name that is allowed outside of TorchScript. */
    static byte[] wide() {
        PickleWriter pickle = new PickleWriter().code(PickleOpcode.FRAME, new byte[Long.BYTES]);
        pickle.code(PickleOpcode.EMPTY_DICT).code(PickleOpcode.BINPUT, (byte) 0).code(PickleOpcode.MARK);
        pickle.text("best").global("numpy.core.multiarray", "scalar").code(PickleOpcode.MEMOIZE);
        pickle.global("numpy", "dtype").code(PickleOpcode.SHORT_BINUNICODE, (byte) 2, (byte) 'f', (byte) '8');
        pickle.code(PickleOpcode.TUPLE1).code(PickleOpcode.REDUCE);
        pickle.integer(3).text("<").code(PickleOpcode.TUPLE2).code(PickleOpcode.BUILD);
        pickle.text("_codecs").text("encode").code(PickleOpcode.STACK_GLOBAL);
        pickle.text("12345678").text("latin1").code(PickleOpcode.TUPLE2).code(PickleOpcode.REDUCE);
        pickle.code(PickleOpcode.TUPLE2).code(PickleOpcode.REDUCE);
        pickle.text("others")
                .code(PickleOpcode.EMPTY_LIST)
                .code(PickleOpcode.NONE)
                .code(PickleOpcode.APPEND);
        pickle.code(PickleOpcode.MARK).integer(1L << 40).code(PickleOpcode.BINGET, (byte) 0);
        pickle.code(PickleOpcode.BININT1, (byte) 1).code(PickleOpcode.BININT2, (byte) 1, (byte) 1);
        pickle.code(PickleOpcode.BINFLOAT, new byte[Double.BYTES]).code(PickleOpcode.NEWTRUE);
        pickle.code(PickleOpcode.SHORT_BINBYTES, (byte) 1, (byte) 1);
        pickle.code(PickleOpcode.BINBYTES, new byte[Integer.BYTES]);
        pickle.code(PickleOpcode.BINBYTES8, new byte[Long.BYTES]);
        pickle.code(PickleOpcode.BINUNICODE8, new byte[Long.BYTES]).code(PickleOpcode.APPENDS);
        pickle.text("none").code(PickleOpcode.LONG_BINPUT, (byte) 9, (byte) 0, (byte) 0, (byte) 0);
        pickle.code(PickleOpcode.EMPTY_DICT).text("a");
        pickle.code(PickleOpcode.LONG_BINGET, (byte) 9, (byte) 0, (byte) 0, (byte) 0);
        pickle.code(PickleOpcode.TUPLE1).code(PickleOpcode.EMPTY_TUPLE).code(PickleOpcode.NONE);
        pickle.code(PickleOpcode.TUPLE3).code(PickleOpcode.SETITEM);
        stateDict(pickle.text("state_dict")).code(PickleOpcode.EMPTY_DICT).code(PickleOpcode.BUILD);
        return pickle.code(PickleOpcode.SETITEMS).stop();
    }

    /** Begins a module, which SETITEMS and BUILD end. */
    static PickleWriter module(PickleWriter pickle, String name) {
        pickle.global("__torch__.clip", name).code(PickleOpcode.EMPTY_TUPLE).code(PickleOpcode.NEWOBJ);
        return pickle.code(PickleOpcode.EMPTY_DICT).code(PickleOpcode.MARK);
    }

    /** A file of the older format, a bare state dict. */
    static byte[] legacy() {
        return legacy(stateDict(new PickleWriter()).stop());
    }

    /** A file of the older format with this object. */
    static byte[] legacy(byte[] object) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(magic());
        out.writeBytes(new PickleWriter().integer(1001).stop());
        PickleWriter machine = new PickleWriter().code(PickleOpcode.EMPTY_DICT).code(PickleOpcode.MARK);
        machine.text("protocol_version").integer(1001).text("little_endian").code(PickleOpcode.NEWTRUE);
        out.writeBytes(machine.code(PickleOpcode.SETITEMS).stop());
        out.writeBytes(object);
        PickleWriter keys = new PickleWriter().code(PickleOpcode.EMPTY_LIST).code(PickleOpcode.MARK);
        out.writeBytes(keys.text("1").text("0").code(PickleOpcode.APPENDS).stop());
        storage(out, 3, halves());
        storage(out, 12, floats());
        return out.toByteArray();
    }

    private static byte[] magic() {
        byte[] number = {0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2, (byte) PickleOpcode.LONG1.code(), (byte) number.length});
        out.writeBytes(number);
        out.write(PickleOpcode.STOP.code());
        return out.toByteArray();
    }

    private static void storage(ByteArrayOutputStream out, long elements, byte[] data) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(elements)
                .array());
        out.writeBytes(data);
    }

    /** Writes the three tensors, one of them as a parameter, as a state dict. */
    static PickleWriter stateDict(PickleWriter pickle) {
        pickle.orderedDict().code(PickleOpcode.MARK).text(WEIGHT).tensor(weight());
        pickle.text(TURNED).tensor(turned());
        pickle.text(SCALE).global("torch._utils", "_rebuild_parameter").tensor(scale());
        pickle.code(PickleOpcode.NEWTRUE)
                .orderedDict()
                .code(PickleOpcode.TUPLE3)
                .code(PickleOpcode.REDUCE);
        return pickle.code(PickleOpcode.SETITEMS);
    }

    static PickledTensor weight() {
        return new PickledTensor(FLOATS, 0, List.of(4L, 3L), List.of(3L, 1L));
    }

    static PickledTensor turned() {
        return new PickledTensor(FLOATS, 0, List.of(3L, 4L), List.of(1L, 3L));
    }

    static PickledTensor scale() {
        return new PickledTensor(HALVES, 2, List.of(), List.of());
    }

    static byte[] floats() {
        ByteBuffer floats = ByteBuffer.allocate(12 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 12; i++) {
            floats.putFloat(i);
        }
        return floats.array();
    }

    private static byte[] halves() {
        ByteBuffer halves = ByteBuffer.allocate(3 * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return halves.putShort((short) 0)
                .putShort((short) 0)
                .putShort(HalfFloat.toF16(1.5f))
                .array();
    }

    /** Returns a zip archive as PyTorch writes it. */
    static byte[] zip(Map<String, byte[]> records) {
        try {
            Path file = Files.createTempFile("archive", ".zip");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ZipWriter zip = new ZipWriter(channel);
                for (Map.Entry<String, byte[]> record : records.entrySet()) {
                    zip.record(record.getKey(), record.getValue());
                }
                zip.finish();
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A safetensors file of {@code weight}. */
    static byte[] safetensors() {
        byte[] header = ascii("{\"weight\":{\"dtype\":\"F32\",\"shape\":[4,3],\"data_offsets\":[0,48]}}");
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + header.length + 48).order(ByteOrder.LITTLE_ENDIAN);
        return file.putLong(header.length).put(header).put(floats()).array();
    }

    /** Opens bytes as a file of this name. */
    static WeightFile open(byte[] bytes, String name) {
        try {
            return WeightFormat.openSingle(ByteSource.of(bytes), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
