package io.github.lmclip.core.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives every number and word of a record, and of the records in it, a key: the names on the way to it, joined by dots. A
 * record that may be absent has its own key too, whose value {@code none} or {@code defaults} takes it out or puts it in.
 */
public final class RecordKeys {

    private static final String DEFAULTS = "defaults";

    private RecordKeys() {}

    /** Returns all values of a record by their keys. */
    static SortedMap<String, String> of(Record record) {
        return of("", record);
    }

    /**
     * Returns all values of a record by their keys.
     *
     * @param prefix of the record's keys, ended by a dot unless empty
     * @param record of numbers, words, enums and further records
     */
    public static SortedMap<String, String> of(String prefix, Record record) {
        SortedMap<String, String> found = new TreeMap<>();
        collect(prefix, record, found);
        return found;
    }

    private static void collect(String prefix, Record record, Map<String, String> found) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String key = prefix + component.getName();
            Object value = value(record, component);
            Type type = component.getGenericType();
            if (ValueText.knows(type)) {
                found.put(key, ValueText.of(value));
            } else if (value instanceof Record nested) {
                collect(key + ".", nested, found);
            } else if (value instanceof Optional<?> optional) {
                found.put(key, optional.isPresent() ? DEFAULTS : ValueText.NONE);
                optional.ifPresent(nested -> collect(key + ".", (Record) nested, found));
            } else {
                throw new IllegalStateException("%s is of %s, which has no text form".formatted(key, type));
            }
        }
    }

    /**
     * Returns a copy of a record with some values changed; those it takes are removed from the settings.
     *
     * @param prefix of the record's keys, ended by a dot unless empty
     * @throws ConfigurationException if a value is of the wrong kind or out of its range
     */
    static <R extends Record> R with(String prefix, R record, Map<String, Setting> settings) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        StringBuilder origins = new StringBuilder();
        for (int i = 0; i < components.length; i++) {
            String key = prefix + components[i].getName();
            Setting own = settings.get(key);
            if (own != null) {
                origins.append(origins.isEmpty() ? "" : ", ").append(own.origin());
            }
            values[i] = changed(key, components[i], value(record, components[i]), settings);
        }
        return build(record, components, values, origins.isEmpty() ? prefix : origins.toString());
    }

    private static Object changed(String key, RecordComponent component, Object old, Map<String, Setting> settings) {
        Type type = component.getGenericType();
        if (ValueText.knows(type)) {
            Setting setting = settings.remove(key);
            return setting == null ? old : parse(key, type, setting);
        }
        return ValueText.isOptional(type)
                ? optional(key, (Class<?>) ValueText.argument(type), (Optional<?>) old, settings)
                : with(key + ".", (Record) old, settings);
    }

    private static Optional<?> optional(String key, Class<?> type, Optional<?> old, Map<String, Setting> settings) {
        Setting own = settings.remove(key);
        if (own != null && own.text().equals(ValueText.NONE)) {
            return Optional.empty();
        }
        if (own != null && !own.text().equals(DEFAULTS)) {
            throw new ConfigurationException(
                    "%s: %s must be none or defaults, got \"%s\"".formatted(own.origin(), key, own.text()));
        }
        boolean inside = settings.keySet().stream().anyMatch(other -> other.startsWith(key + "."));
        if (old.isEmpty() && own == null && !inside) {
            return old;
        }
        Record start = old.isPresent() ? (Record) old.get() : defaults(type);
        return Optional.of(with(key + ".", start, settings));
    }

    private static Object parse(String key, Type type, Setting setting) {
        try {
            return ValueText.parse(type, setting.text());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "%s: %s must be %s, got \"%s\""
                            .formatted(setting.origin(), key, ValueText.expectation(type), setting.text()),
                    e);
        }
    }

    private static Record defaults(Class<?> type) {
        try {
            return (Record) type.getMethod("defaults").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no public static defaults()", e);
        }
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static <R extends Record> R build(R old, RecordComponent[] components, Object[] values, String origins) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            @SuppressWarnings("unchecked")
            R built = (R) old.getClass().getDeclaredConstructor(types).newInstance(values);
            return built;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw new ConfigurationException("%s: %s".formatted(origins, wrong.getMessage()), wrong);
            }
            throw new IllegalStateException(old.getClass() + " cannot be built", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(old.getClass() + " cannot be built", e);
        }
    }
}
