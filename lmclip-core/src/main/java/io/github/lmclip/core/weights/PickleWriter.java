package io.github.lmclip.core.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a pickle of protocol 2, the one of PyTorch, instruction by instruction; nothing is memoized. */
final class PickleWriter {

    private static final byte PROTOCOL = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter() {
        code(PickleOpcode.PROTO, PROTOCOL);
    }

    /** Writes an instruction and what follows it. */
    PickleWriter code(PickleOpcode opcode, byte... argument) {
        out.write(opcode.code());
        out.writeBytes(argument);
        return this;
    }

    PickleWriter global(String module, String name) {
        return code(PickleOpcode.GLOBAL, (module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    PickleWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        code(PickleOpcode.BINUNICODE, little(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
        return this;
    }

    PickleWriter integer(long number) {
        if (number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE) {
            return code(
                    PickleOpcode.BININT,
                    little(Integer.BYTES).putInt((int) number).array());
        }
        ByteBuffer bytes = little(1 + Long.BYTES).put((byte) Long.BYTES).putLong(number);
        return code(PickleOpcode.LONG1, bytes.array());
    }

    PickleWriter tuple(List<Long> numbers) {
        code(PickleOpcode.MARK);
        numbers.forEach(this::integer);
        return code(PickleOpcode.TUPLE);
    }

    PickleWriter orderedDict() {
        return global("collections", "OrderedDict")
                .code(PickleOpcode.EMPTY_TUPLE)
                .code(PickleOpcode.REDUCE);
    }

    /** Writes a tensor that is a view of a storage. */
    PickleWriter tensor(PickledTensor tensor) {
        PickledStorage storage = tensor.storage();
        global("torch._utils", "_rebuild_tensor_v2").code(PickleOpcode.MARK);
        code(PickleOpcode.MARK).text("storage").global("torch", PickledNames.storageOf(storage.type()));
        text(storage.key()).text("cpu").integer(storage.elements());
        code(PickleOpcode.TUPLE).code(PickleOpcode.BINPERSID);
        integer(tensor.begin()).tuple(tensor.shape()).tuple(tensor.strides());
        return code(PickleOpcode.NEWFALSE)
                .orderedDict()
                .code(PickleOpcode.TUPLE)
                .code(PickleOpcode.REDUCE);
    }

    /** Ends the pickle and returns it. */
    byte[] stop() {
        code(PickleOpcode.STOP);
        return out.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
