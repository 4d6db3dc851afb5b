package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.brief;

import java.util.Arrays;
import net.razorvine.pickle.PickleException;

/**
 * A storage that a pickle refers to: {@code ('storage', type, key, location, elements)}, and in old files the part that is
 * meant, {@code (view key, begin, elements)} or none. The location, such as {@code cuda:0}, means nothing here.
 *
 * @param key the name of the record that holds it
 * @param type the type of its elements
 * @param elements how many the record has
 * @param begin the first element that is meant
 * @param count how many are meant
 */
record PickledStorage(String key, TensorType type, long elements, long begin, long count) {

    private static final int SHORT_ID = 5;
    private static final int LONG_ID = 6;

    static PickledStorage of(Object id) {
        if (!(id instanceof Object[] parts)
                || parts.length != SHORT_ID && parts.length != LONG_ID
                || !"storage".equals(parts[0])
                || !(parts[1] instanceof TensorType type)
                || !(parts[2] instanceof String key)
                || !(parts[3] instanceof String)) {
            throw new PickleException("expected a persistent id ('storage', type, key, location, elements)");
        }
        long elements = count(parts[4], "elements of a storage");
        if (parts.length == SHORT_ID || parts[5] == null) {
            return new PickledStorage(key, type, elements, 0, elements);
        }
        if (!(parts[5] instanceof Object[] view) || view.length != 3 || !(view[0] instanceof String)) {
            throw new PickleException("expected a view (key, begin, elements) of storage " + brief(key));
        }
        long begin = count(view[1], "begin of a view");
        long count = count(view[2], "elements of a view");
        if (begin > elements || count > elements - begin) {
            throw new PickleException("expected a view within the %d elements of storage %s, got %d from %d on"
                    .formatted(elements, brief(key), count, begin));
        }
        return new PickledStorage(key, type, elements, begin, count);
    }

    /** Returns a pickled integer >= 0; a truth value or a float is none. */
    static long count(Object value, String what) {
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= 0) {
                return number;
            }
        }
        boolean plain = value instanceof Number || value instanceof String;
        throw new PickleException("expected an integer >= 0 as %s, got %s"
                .formatted(what, plain ? brief(value) : PickledNames.kind(value)));
    }

    /** Returns pickled integers >= 0. */
    static Long[] counts(Object value, String what) {
        if (!(value instanceof Object[] numbers)) {
            throw new PickleException("expected a tuple as %s, got %s".formatted(what, PickledNames.kind(value)));
        }
        return Arrays.stream(numbers).map(number -> count(number, what)).toArray(Long[]::new);
    }

    /** Returns whether another reference means the same record. */
    boolean sameRecord(PickledStorage other) {
        return key.equals(other.key) && type == other.type && elements == other.elements;
    }
}
