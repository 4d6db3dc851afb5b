package io.github.lmclip.core.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import io.github.lmclip.core.watch.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folder {@code report} of a run: results that take long, each with a text that says what it was made of. A result of
 * something else is none.
 */
final class KeptResults {

    private static final System.Logger LOG = System.getLogger(KeptResults.class.getName());
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path folder;
    private final Path list;
    private final boolean fresh;

    /**
     * Opens a folder, which is made when something is kept.
     *
     * @param fresh whether nothing of what is there counts
     */
    KeptResults(Path folder, boolean fresh) {
        this.folder = folder;
        this.fresh = fresh;
        list = folder.resolve("made-of.json");
    }

    /** Returns where a result of this name lies or belongs. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Returns whether there is a result of this name, made of just this. */
    boolean has(String name, String madeOf) {
        return !fresh && Files.isRegularFile(file(name)) && madeOf.equals(read().get(name));
    }

    /** Keeps a result: the file first, then what it was made of, so that a stop between the two loses it only. */
    void keep(String name, String madeOf, java.util.function.Consumer<Path> writer) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
        Map<String, String> all = read();
        if (all.remove(name) != null) {
            WholeFile.write(list, GSON.toJson(all));
        }
        writer.accept(file(name));
        all.put(name, madeOf);
        WholeFile.write(list, GSON.toJson(all));
    }

    private Map<String, String> read() {
        if (!Files.exists(list)) {
            return new TreeMap<>();
        }
        try {
            Map<String, String> found =
                    GSON.fromJson(Files.readString(list), new TypeToken<TreeMap<String, String>>() {}.getType());
            return found == null ? new TreeMap<>() : found;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + list, e);
        } catch (JsonParseException e) {
            LOG.log(Level.WARNING, "{0} is damaged; its results are made again", list);
            return new TreeMap<>();
        }
    }
}
