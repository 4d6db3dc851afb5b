package io.github.lmclip.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Files of settings: one {@code key = value} a line, {@code #} before a comment, in the HOCON format. The key {@code base}
 * names the published configuration or the file that the others are changes of.
 */
public final class ConfigurationFile {

    private static final String BASE = "base";
    private static final int DEEPEST = 10;
    private static final Pattern PLAIN = Pattern.compile("[\\w./][\\w./ -]*");

    private static final List<String> NAMES = List.of(
            "voc_mlt_rn50",
            "voc_mlt_vitb16",
            "voc_mlt_vitl14",
            "coco_mlt_rn50",
            "coco_mlt_vitb16",
            "coco_mlt_vitl14",
            "quickstart");

    private ConfigurationFile() {}

    /** Returns the names of the configurations that come with this library: the published ones, and the quickstart's. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Returns the text of a configuration that comes with this library.
     *
     * @throws ConfigurationException if there is none of that name
     */
    public static String published(String name) {
        try (InputStream in = resource(name).openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    static SortedMap<String, Setting> read(String nameOrFile) {
        return read(nameOrFile, Optional.empty(), 0);
    }

    static SortedMap<String, Setting> read(Path file) {
        return settings(file.toString(), parse(file), Optional.ofNullable(file.getParent()), 0);
    }

    private static SortedMap<String, Setting> read(String nameOrFile, Optional<Path> folder, int depth) {
        if (NAMES.contains(nameOrFile)) {
            return settings(nameOrFile, ConfigFactory.parseURL(resource(nameOrFile)), folder, depth);
        }
        Path file = folder.map(path -> path.resolve(nameOrFile)).orElse(Path.of(nameOrFile));
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("%s is no file, nor one of the published configurations %s"
                    .formatted(nameOrFile, String.join(", ", NAMES)));
        }
        return settings(file.toString(), parse(file), Optional.ofNullable(file.getParent()), depth);
    }

    private static URL resource(String name) {
        URL found = NAMES.contains(name) ? ConfigurationFile.class.getResource(name + ".conf") : null;
        if (found == null) {
            throw new ConfigurationException("there is no published configuration \"%s\", expected one of %s"
                    .formatted(name, String.join(", ", NAMES)));
        }
        return found;
    }

    private static Config parse(Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigurationException("%s cannot be read".formatted(file));
        }
        try {
            return ConfigFactory.parseFile(file.toFile());
        } catch (ConfigException e) {
            throw new ConfigurationException("%s is no configuration: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static SortedMap<String, Setting> settings(String name, Config config, Optional<Path> folder, int depth) {
        if (depth > DEEPEST) {
            throw new ConfigurationException("%s: base leads in a circle".formatted(name));
        }
        SortedMap<String, Setting> found = new TreeMap<>();
        if (config.hasPath(BASE)) {
            found.putAll(read(config.getString(BASE), folder, depth + 1));
        }
        config.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(BASE))
                .forEach(entry -> found.put(key(entry), setting(name, entry)));
        return found;
    }

    private static String key(Map.Entry<String, ConfigValue> entry) {
        return String.join(".", ConfigUtil.splitPath(entry.getKey()));
    }

    private static Setting setting(String name, Map.Entry<String, ConfigValue> entry) {
        ConfigValue value = entry.getValue();
        String origin = "%s:%d".formatted(name, value.origin().lineNumber());
        return new Setting(text(value), origin);
    }

    private static String text(ConfigValue value) {
        if (value.valueType() == ConfigValueType.LIST) {
            return ((List<?>) value.unwrapped()).stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return String.valueOf(value.unwrapped());
    }

    /**
     * Returns the values of a file's text by their keys.
     *
     * @throws ConfigurationException if it is no configuration
     */
    public static SortedMap<String, String> values(String text) {
        try {
            Config config = ConfigFactory.parseString(text);
            SortedMap<String, String> values = new TreeMap<>();
            for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
                boolean list = entry.getValue().valueType() == ConfigValueType.LIST;
                // the string of a number is as it was written
                values.put(key(entry), list ? text(entry.getValue()) : config.getString(entry.getKey()));
            }
            return values;
        } catch (ConfigException e) {
            throw new ConfigurationException("the settings are no configuration: " + e.getMessage(), e);
        }
    }

    static String text(SortedMap<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> "%s = %s%n".formatted(entry.getKey(), quoted(entry.getValue())))
                .collect(Collectors.joining());
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() && !value.contains("//")
                ? value.stripTrailing()
                : ConfigUtil.quoteString(value);
    }
}
