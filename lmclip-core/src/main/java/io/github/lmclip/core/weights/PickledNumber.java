package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.brief;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.razorvine.pickle.PickleException;

/**
 * The type of a NumPy scalar, {@code numpy.dtype('f8')}: plain numbers only, little-endian.
 *
 * @param name NumPy's short name
 */
record PickledNumber(String name) {

    private static final Set<String> NAMES = Set.of("b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "f4", "f8");
    private static final Set<String> ORDERS = Set.of("<", "|", "=");

    static PickledNumber of(Object[] args) {
        if (args.length == 0 || !(args[0] instanceof String name) || !NAMES.contains(name)) {
            throw new PickleException("expected a NumPy type of plain numbers, got "
                    + (args.length > 0 && args[0] instanceof String other ? brief(other) : "something else"));
        }
        return new PickledNumber(name);
    }

    /** Checks the rest of a type's description: (version, byte order, ...). */
    void build(Object state) {
        if (!(state instanceof Object[] parts)
                || parts.length < 2
                || !(parts[1] instanceof String order)
                || !ORDERS.contains(order)) {
            throw new PickleException("expected a little-endian NumPy type");
        }
    }

    /** Returns the number that the arguments of NumPy's {@code scalar}, a type and its bytes, mean. */
    static Object scalar(Object[] args) {
        if (args.length != 2 || !(args[0] instanceof PickledNumber type) || !(args[1] instanceof byte[] bytes)) {
            throw new PickleException("expected a NumPy scalar of a type and its bytes");
        }
        if (bytes.length != type.name.charAt(1) - '0') {
            throw new PickleException(
                    "expected a NumPy scalar of type %s, got %d bytes".formatted(type.name, bytes.length));
        }
        return type.value(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    private Object value(ByteBuffer bytes) {
        return switch (name) {
            case "b1" -> bytes.get() != 0;
            case "i1" -> (long) bytes.get();
            case "u1" -> bytes.get() & 0xFFL;
            case "i2" -> (long) bytes.getShort();
            case "u2" -> bytes.getShort() & 0xFFFFL;
            case "i4" -> (long) bytes.getInt();
            case "u4" -> bytes.getInt() & 0xFFFFFFFFL;
            case "i8" -> bytes.getLong();
            case "f4" -> (double) bytes.getFloat();
            default -> bytes.getDouble();
        };
    }

    /** Returns the bytes that {@code _codecs.encode} makes of a string: how old protocols write bytes. */
    static byte[] latin1(Object[] args) {
        if (args.length != 2
                || !(args[0] instanceof String text)
                || !"latin1".equals(args[1])
                || !text.chars().allMatch(c -> c < 256)) {
            throw new PickleException("expected text to encode as latin1");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
