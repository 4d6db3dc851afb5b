package io.github.lmclip.core.tune;

import java.util.HashSet;
import java.util.List;

/**
 * Values without an order.
 *
 * @param values two or more, all different
 */
public record Choices(List<String> values) implements Domain {

    /** Checks that there is a choice. */
    public Choices {
        values = List.copyOf(values);
        if (values.size() < 2 || new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException("expected two or more different values, got %s".formatted(values));
        }
    }

    @Override
    public String at(double position) {
        return values.get((int) Math.min(values.size() - 1, Math.floor(position * values.size())));
    }

    @Override
    public double position(String value) {
        return (index(value) + 0.5) / values.size();
    }

    /** Returns the place of a value among the others. */
    int index(String value) {
        int index = values.indexOf(value);
        if (index < 0) {
            throw new IllegalArgumentException("expected one of %s, got %s".formatted(values, value));
        }
        return index;
    }

    @Override
    public List<String> probes() {
        return values;
    }

    @Override
    public long size() {
        return values.size();
    }

    @Override
    public String text() {
        return "one of " + String.join(" | ", values);
    }
}
