package io.github.lmclip.core.watch;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A protocol buffer message that is put together field by field, without generated classes. */
final class Message {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream fields = CodedOutputStream.newInstance(bytes);

    /** What writes a field. */
    private interface Field {
        void write(CodedOutputStream out) throws IOException;
    }

    private Message with(Field field) {
        try {
            field.write(fields);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Message with(int number, long value) {
        return with(out -> out.writeInt64(number, value));
    }

    Message with(int number, double value) {
        return with(out -> out.writeDouble(number, value));
    }

    Message withFloat(int number, float value) {
        return with(out -> out.writeFloat(number, value));
    }

    Message with(int number, boolean value) {
        return with(out -> out.writeBool(number, value));
    }

    Message with(int number, String text) {
        return with(out -> out.writeString(number, text));
    }

    Message with(int number, Message part) {
        return with(out -> out.writeBytes(number, ByteString.copyFrom(part.bytes())));
    }

    /** Adds a packed field of many numbers. */
    Message with(int number, List<Double> values) {
        Message packed = new Message();
        values.forEach(value -> packed.with(out -> out.writeDoubleNoTag(value)));
        return with(number, packed);
    }

    byte[] bytes() {
        try {
            fields.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
