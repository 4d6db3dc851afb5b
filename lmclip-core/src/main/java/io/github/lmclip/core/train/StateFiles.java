package io.github.lmclip.core.train;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import io.github.lmclip.core.watch.WriteFailure;
import io.github.lmclip.core.weights.SafetensorsFile;
import io.github.lmclip.core.weights.SafetensorsWriter;
import io.github.lmclip.core.weights.TensorContent;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.WeightsException;
import io.github.lmclip.data.fetch.Checksum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The states of a run in a folder: safetensors files {@code state-NUMBER-SHA256.safetensors} that hold the run's
 * numbers and, as metadata, the progress. The last two are kept. A file whose content is not
 * what its name says is passed over with a warning. Written beside and moved into place.
 */
final class StateFiles {

    private static final System.Logger LOG = System.getLogger(StateFiles.class.getName());

    private static final Pattern NAME = Pattern.compile("state-(\\d{9})-([0-9a-f]{64})\\.safetensors");

    private static final int KEPT = 2;

    private static final String VERSION = "2";

    private final Path folder;

    StateFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * What a state says beside its numbers.
     *
     * @param progress how far the run had come
     * @param configuration what makes the run what it is, by name
     * @param more whatever else its owner keeps
     */
    record Notes(Progress progress, Map<String, String> configuration, Map<String, String> more) {}

    /** Writes a state and deletes all but the last {@value #KEPT}. */
    void save(RunState state, Notes notes) {
        List<TensorContent> tensors = new ArrayList<>();
        state.arrays()
                .forEach((name, array) -> tensors.add(TensorContent.of(
                        name, TensorType.F32, array.getShape().getShape(), () -> HostMemory.read(array))));
        Map<String, String> metadata = Map.of("version", VERSION, "state", new Gson().toJson(notes));
        try {
            Files.createDirectories(folder);
            long number =
                    newestFirst().stream().findFirst().map(StateFiles::number).orElse(0L) + 1;
            Path part = folder.resolve("state.part");
            SafetensorsWriter.defaults().withMetadata(metadata).write(part, tensors);
            Files.move(part, folder.resolve("state-%09d-%s.safetensors".formatted(number, hash(part))));
            for (Path old : newestFirst().stream().skip(KEPT).toList()) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the state of the run into " + folder + ": " + WriteFailure.folder(e), e);
        }
    }

    /** Returns the newest file whose content is what its name says. */
    Optional<Path> newest() {
        List<Path> files = newestFirst();
        for (Path file : files) {
            if (intact(file)) {
                return Optional.of(file);
            }
            LOG.log(Level.WARNING, "{0} is damaged: its content has not the hash in its name; passed over", file);
        }
        if (!files.isEmpty()) {
            LOG.log(Level.WARNING, "no state in {0} is intact; the run begins anew", folder);
        }
        return Optional.empty();
    }

    /**
     * Fills a run's numbers from a state.
     *
     * @param changed whether the run has other options than when the state was kept: what it did not need then, such as
     *     moments of what was frozen, begins now
     * @throws WeightsException if the state lacks anything and nothing was changed
     */
    static void load(Path file, RunState state, boolean changed) {
        try (SafetensorsFile stored = SafetensorsFile.open(file);
                GradientMode off = GradientMode.off()) {
            Set<String> names = stored.tensors().keySet();
            state.arrays().forEach((name, array) -> {
                String from =
                        changed && !names.contains(name) ? state.beginnings().getOrDefault(name, name) : name;
                if (names.contains(from) || !changed) {
                    HostMemory.write(array, memory -> stored.read(from, memory));
                }
            });
        }
    }

    /** Returns what a state says beside its numbers. */
    static Notes notes(Path file) {
        try (SafetensorsFile state = SafetensorsFile.open(file)) {
            return notes(file, state.metadata());
        }
    }

    /** Deletes all states. */
    void clear() {
        try {
            for (Path file : newestFirst()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the states in " + folder, e);
        }
    }

    private static Notes notes(Path file, Map<String, String> metadata) {
        String version = metadata.get("version");
        if (!VERSION.equals(version)) {
            throw new WeightsException(
                    "%s is a state of version %s, this library reads version %s".formatted(file, version, VERSION));
        }
        try {
            return new Gson().fromJson(metadata.get("state"), Notes.class);
        } catch (JsonParseException e) {
            throw new WeightsException("%s does not say where its run stood".formatted(file), e);
        }
    }

    private List<Path> newestFirst() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> matcher(file).matches())
                    .sorted(Comparator.comparingLong(StateFiles::number).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static Matcher matcher(Path file) {
        return NAME.matcher(file.getFileName().toString());
    }

    private static long number(Path file) {
        Matcher name = matcher(file);
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    private static boolean intact(Path file) {
        Matcher name = matcher(file);
        return name.matches() && name.group(2).equals(hash(file));
    }

    private static String hash(Path file) {
        try {
            return Checksum.of(Checksum.Algorithm.SHA_256, file).hex();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
