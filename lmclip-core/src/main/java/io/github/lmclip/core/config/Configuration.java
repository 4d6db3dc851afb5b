package io.github.lmclip.core.config;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.Objective;
import io.github.lmclip.core.Preset;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.core.watch.WatchOptions;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A whole run in words: every value has a key, such as {@code training.epochs} or {@code loss.gammaNeg}, which a file or a
 * command line may set. What nobody sets comes from the {@link Preset} of the dataset and the backbone.
 *
 * <pre>{@code
 * Configuration voc = Configuration.named("voc_mlt_rn50").with("loss.gammaNeg", "8");
 * try (LmClip model = voc.builder().train()) { ... }
 * }</pre>
 *
 * @param data which pictures
 * @param network what is trained
 * @param loss what is minimised
 * @param training how
 * @param loading how pictures are read
 * @param machine what it computes on
 * @param watch what the run's folder gets to see
 */
public record Configuration(
        DataSettings data,
        NetworkSettings network,
        Objective loss,
        TrainingOptions training,
        LoadingSettings loading,
        MachineSettings machine,
        WatchOptions watch) {

    private static final List<String> WITHOUT_EFFECT = List.of("loading.", "data.images");

    /**
     * Returns the configuration of a published name, see {@link ConfigurationFile#names}, or of a file.
     *
     * @throws ConfigurationException if there is neither, or the file is broken
     */
    public static Configuration named(String nameOrFile) {
        return of(ConfigurationFile.read(nameOrFile));
    }

    /**
     * Reads a file.
     *
     * @throws ConfigurationException if it is broken
     */
    public static Configuration read(Path file) {
        return of(ConfigurationFile.read(file));
    }

    /** Returns where a run's folder keeps its configuration, {@code run.conf}. */
    public static Path fileIn(Path run) {
        return run.resolve("run.conf");
    }

    /**
     * Returns the configuration that a run's folder keeps.
     *
     * @throws ConfigurationException if it keeps none
     */
    public static Configuration ofRun(Path folder) {
        Path file = fileIn(folder);
        if (!Files.exists(folder)) {
            throw new ConfigurationException("%s: no such folder, expected that of a run".formatted(folder));
        }
        if (!Files.exists(file)) {
            throw new ConfigurationException("%s is no folder of a run that keeps its configuration: it has no %s"
                    .formatted(folder, file.getFileName()));
        }
        return read(file);
    }

    /** Returns what the built-in network and the drawn set are trained with. */
    public static Configuration quickstart() {
        return of(Map.of());
    }

    /** Returns this configuration with one more value. */
    public Configuration with(String key, String value) {
        return with(Map.of(key, value));
    }

    /**
     * Returns this configuration with more values; those of another dataset or backbone do not follow from the change of
     * it, since all values are set already.
     *
     * @throws ConfigurationException if a key is unknown or a value impossible
     */
    public Configuration with(Map<String, String> values) {
        Map<String, Setting> settings = new TreeMap<>();
        values.forEach((key, value) -> settings.put(key, new Setting(value, key + "=" + value)));
        return changed(settings);
    }

    /** Returns the configuration of settings by key. */
    static Configuration of(Map<String, Setting> settings) {
        TreeMap<String, Setting> open = new TreeMap<>(settings);
        DataSettings data = RecordKeys.with("data.", DataSettings.defaults(), open);
        NetworkSettings network = RecordKeys.with("network.", NetworkSettings.defaults(), open);
        Preset preset = Preset.of(data.open(), Backbone.named(network.backbone()));
        return new Configuration(
                        data,
                        network,
                        preset.objective(),
                        preset.options(),
                        LoadingSettings.defaults(),
                        MachineSettings.defaults(),
                        WatchOptions.defaults())
                .changed(open);
    }

    private Configuration changed(Map<String, Setting> settings) {
        SortedMap<String, Setting> open = new TreeMap<>(settings);
        Configuration changed = RecordKeys.with("", this, open);
        if (!open.isEmpty()) {
            String key = open.firstKey();
            throw new ConfigurationException("%s: there is no key \"%s\"%s"
                    .formatted(
                            open.get(key).origin(),
                            key,
                            Nearest.of(key, changed.values().keySet())
                                    .map("; the nearest is \"%s\""::formatted)
                                    .orElse("; lmclip train --show lists them all")));
        }
        return changed;
    }

    /** Returns every value by its key, sorted. */
    public SortedMap<String, String> values() {
        return RecordKeys.of(this);
    }

    /** Returns the values that a result depends on: all but how pictures are loaded and where they lie. */
    public SortedMap<String, String> decisiveValues() {
        SortedMap<String, String> decisive = values();
        decisive.keySet().removeIf(key -> WITHOUT_EFFECT.stream().anyMatch(key::startsWith));
        return decisive;
    }

    /** Returns a file's content that {@link #read} makes this configuration of. */
    public String text() {
        return ConfigurationFile.text(values());
    }

    /** Returns the run, ready for {@code train()} or {@code zeroShot()}. */
    public LmClipBuilder builder() {
        DatasetSource source = data.open();
        LmClipBuilder start = machine.apply(LmClip.builder().dataset(source));
        LmClipBuilder builder = network.apply(start)
                .settings(text())
                .training(preset -> training)
                .loading(loading::apply)
                .watch(options -> watch)
                .lossFor(frequencies -> loss.loss(frequencies, preset(source).family()));
        LmClipBuilder placed = data.images().map(Path::of).map(builder::images).orElse(builder);
        return data.captions().map(Path::of).map(placed::captions).orElse(placed);
    }

    /** Returns the folder that the pictures' paths start at. */
    public Path imagesFolder() {
        return data.images().map(Path::of).orElseGet(() -> data.open().defaultImages());
    }

    /**
     * Reads one of the splits.
     *
     * @throws io.github.lmclip.data.DatasetException if a file breaks its format
     */
    public LongTailDataset split(Split split) {
        return data.open().read(split, imagesFolder());
    }

    private Preset preset(DatasetSource source) {
        return Preset.of(source, Backbone.named(network.backbone()));
    }
}
