package io.github.lmclip.examples.cli.options;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.tune.TuneReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The words that say a whole run. */
public final class ConfigurationOptions {

    private static final String DEFAULT = "quickstart";

    /** How the folder of a search begins, unless told otherwise. */
    public static final String SEARCH = "tune-";

    @Option(
            names = "--config",
            description = {
                "voc_mlt_rn50, voc_mlt_vitb16, voc_mlt_vitl14, coco_mlt_rn50, coco_mlt_vitb16, coco_mlt_vitl14,",
                "quickstart, or a file (default: that of the run, else quickstart)."
            },
            paramLabel = "NAME|FILE")
    private Optional<String> config = Optional.empty();

    @Option(
            names = "--set",
            description = "Change one value, such as loss.gammaNeg=8; repeatable.",
            paramLabel = "KEY=VALUE")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(names = "--images", description = "The folder of the images (the key data.images).", paramLabel = "DIR")
    private Optional<String> images = Optional.empty();

    /** Returns what was said. */
    public Configuration read() {
        return said(Configuration.named(config.orElse(DEFAULT)));
    }

    /** Returns what was said of a run: without a name, it is its own configuration. */
    public Configuration of(Path run) {
        boolean known = config.isEmpty() && Files.exists(Configuration.fileIn(run));
        return known ? said(Configuration.ofRun(run)) : read();
    }

    private Configuration said(Configuration start) {
        Map<String, String> all = new LinkedHashMap<>(values);
        images.ifPresent(folder -> all.put("data.images", folder));
        return start.with(all);
    }

    /**
     * Returns what the configuration is called: its name, or its file's without the ending; for the best one of a search,
     * with the search's name; without either, the name of the pictures.
     */
    public String name() {
        return config.map(ConfigurationOptions::nameOf)
                .or(() -> Optional.ofNullable(values.get("data.source")).map(ConfigurationOptions::nameOfPictures))
                .orElse(DEFAULT);
    }

    private static String nameOf(String config) {
        String file = lastName(Path.of(config));
        if (file.equals(TuneReport.BEST)) {
            String search =
                    lastName(Path.of(config).toAbsolutePath().normalize().getParent());
            return (search.startsWith(SEARCH) ? search.substring(SEARCH.length()) : search) + "-best";
        }
        return file.endsWith(".conf") ? file.substring(0, file.length() - ".conf".length()) : file;
    }

    private static String nameOfPictures(String source) {
        Path path = Path.of(source);
        String name = lastName(path);
        int dot = name.lastIndexOf('.');
        return dot > 0 && Files.isRegularFile(path) ? name.substring(0, dot) : name;
    }

    private static String lastName(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? DEFAULT : name.toString();
    }
}
