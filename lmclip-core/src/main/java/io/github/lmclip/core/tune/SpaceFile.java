package io.github.lmclip.core.tune;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.github.lmclip.core.config.ConfigurationException;
import io.github.lmclip.core.config.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A file of domains: a range is an object with {@code from} and {@code to}, a choice a list. */
final class SpaceFile {

    private static final List<String> WORDS = List.of("from", "to", "step", "scale");

    private final String name;
    private final SortedMap<String, Domain> domains = new TreeMap<>();

    private SpaceFile(String name) {
        this.name = name;
    }

    static SearchSpace read(Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigurationException("%s: there is no such search space".formatted(file));
        }
        return new SpaceFile(file.toString()).read(() -> ConfigFactory.parseFile(file.toFile()));
    }

    /** Reads a space that comes with this library. */
    static SearchSpace published(String name) {
        return new SpaceFile(name).read(() -> ConfigFactory.parseURL(SpaceFile.class.getResource(name + ".conf")));
    }

    private SearchSpace read(Supplier<Config> content) {
        try {
            collect("", content.get().resolve().root());
        } catch (ConfigException e) {
            throw new ConfigurationException("%s is no search space: %s".formatted(name, e.getMessage()), e);
        }
        if (domains.isEmpty()) {
            throw new ConfigurationException("%s: a search space needs at least one key".formatted(name));
        }
        return new SearchSpace(domains);
    }

    private void collect(String prefix, ConfigObject object) {
        object.forEach((word, value) -> {
            String key = prefix + word;
            if (value instanceof ConfigList list) {
                put(
                        key,
                        value,
                        () -> new Choices(
                                list.unwrapped().stream().map(String::valueOf).toList()));
            } else if (value instanceof ConfigObject inside && isRange(inside)) {
                put(key, value, () -> range(inside));
            } else if (value instanceof ConfigObject inside
                    && inside.values().stream().noneMatch(SpaceFile::isPlain)) {
                collect(key + ".", inside);
            } else {
                throw wrong(value, "%s must be a range { from = ..., to = ... } or a list of choices", key);
            }
        });
    }

    private static boolean isRange(ConfigObject object) {
        return WORDS.stream().limit(2).anyMatch(object::containsKey);
    }

    private static boolean isPlain(ConfigValue value) {
        return !(value instanceof ConfigObject || value instanceof ConfigList);
    }

    private void put(String key, ConfigValue value, Supplier<Domain> reader) {
        try {
            domains.put(key, reader.get());
        } catch (ConfigException | IllegalArgumentException e) {
            throw wrong(value, "%s: %s", key, e.getMessage());
        }
    }

    private ConfigurationException wrong(ConfigValue value, String message, Object... words) {
        return new ConfigurationException(
                "%s:%d: %s".formatted(name, value.origin().lineNumber(), message.formatted(words)));
    }

    private static Domain range(ConfigObject object) {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            if (!WORDS.contains(entry.getKey())) {
                throw new IllegalArgumentException("a range has %s, got \"%s\"%s"
                        .formatted(
                                WORDS,
                                entry.getKey(),
                                Nearest.of(entry.getKey(), WORDS)
                                        .map("; the nearest is \"%s\""::formatted)
                                        .orElse("")));
            }
        }
        List<String> missing = new ArrayList<>(WORDS.subList(0, 2));
        missing.removeAll(object.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("a range needs from and to, %s is missing".formatted(missing.get(0)));
        }
        Config range = object.toConfig();
        Scale scale = range.hasPath("scale") ? scale(range.getString("scale")) : Scale.LINEAR;
        return range.hasPath("step")
                ? new StepRange(range.getDouble("from"), range.getDouble("to"), range.getDouble("step"), scale)
                : new RealRange(range.getDouble("from"), range.getDouble("to"), scale);
    }

    private static Scale scale(String word) {
        for (Scale scale : Scale.values()) {
            if (scale.name().toLowerCase(Locale.ROOT).equals(word)) {
                return scale;
            }
        }
        throw new IllegalArgumentException("scale must be linear or log, got \"%s\"".formatted(word));
    }
}
