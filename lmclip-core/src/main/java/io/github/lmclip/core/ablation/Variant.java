package io.github.lmclip.core.ablation;

import io.github.lmclip.core.config.Configuration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A configuration with some values changed.
 *
 * @param name by which tables and folders call it: letters, digits, dots, hyphens and underscores
 * @param changes values by the configuration's keys; none for the configuration itself
 */
public record Variant(String name, SortedMap<String, String> changes) {

    private static final Pattern NAME = Pattern.compile("[\\w-][\\w.-]*");

    /** A comma that another change follows; other commas belong to a value. */
    private static final Pattern BETWEEN_CHANGES = Pattern.compile(",(?=\\s*[\\w.]+\\s*=)");

    /**
     * Checks the name and copies the changes.
     *
     * @throws IllegalArgumentException if the name has other characters
     */
    public Variant {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a variant's name may have letters, digits, dots, hyphens and underscores, got \"%s\""
                            .formatted(name));
        }
        changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    }

    /** Returns a variant of that name and those changes. */
    public static Variant of(String name, Map<String, String> changes) {
        return new Variant(name, new TreeMap<>(changes));
    }

    /**
     * Reads {@code name:key=value,key=value}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Variant parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("expected name:key=value,key=value, got \"%s\"".formatted(text));
        }
        SortedMap<String, String> changes = new TreeMap<>();
        for (String change : BETWEEN_CHANGES.split(text.substring(colon + 1))) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "%s: expected key=value, got \"%s\"".formatted(text.substring(0, colon), change));
            }
            changes.put(
                    change.substring(0, equals).strip(),
                    change.substring(equals + 1).strip());
        }
        return new Variant(text.substring(0, colon), changes);
    }

    /**
     * Returns the changed configuration.
     *
     * @throws io.github.lmclip.core.config.ConfigurationException if a key is unknown or a value impossible
     */
    public Configuration of(Configuration base) {
        return changes.isEmpty() ? base : base.with(changes);
    }

    /** Returns this variant with further changes. */
    Variant with(String otherName, Map<String, String> more) {
        SortedMap<String, String> all = new TreeMap<>(changes);
        all.putAll(more);
        return new Variant(otherName, all);
    }

    /** Returns whether it leaves a configuration as it is. */
    boolean isIdle(Configuration base) {
        return of(base).equals(base);
    }
}
