package io.github.lmclip.golden;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** Where reference values are taken from: the part in this repository, or the whole set beside it. */
public enum GoldenSource {
    /** The part that is committed, so that a fresh clone checks itself. */
    COMMITTED {
        @Override
        public Path folder() {
            return root().resolve("datasets").resolve("golden").resolve("values");
        }
    },
    /** The whole set, in the folder {@code golden} of {@code -Dlmclip.shared=DIR}. */
    SHARED {
        @Override
        public Path folder() {
            return shared("golden");
        }
    };

    /** Returns the folder of the reference values; aborts the calling test where it is absent. */
    public abstract Path folder();

    /** Opens the index {@code name.json} and its arrays; aborts the calling test where this source lacks it. */
    public Golden open(String name) {
        return Golden.read(file(name + ".json"));
    }

    /** Returns the path of {@code name}; aborts the calling test, with the reason, where it is absent. */
    public Path file(String name) {
        Path file = folder().resolve(name);
        if (!Files.exists(file)) {
            throw new TestAbortedException("skipped: " + file + " is absent");
        }
        return file;
    }

    /**
     * Returns a file or folder of the shared set, such as {@code "splits/voc-mlt"}.
     *
     * @throws TestAbortedException with the reason, where it is absent
     */
    public static Path shared(String name) {
        Path path = root().resolve(System.getProperty("lmclip.shared", "../shared"))
                .resolve(name)
                .normalize();
        if (!Files.exists(path)) {
            throw new TestAbortedException("skipped: " + path + " is absent; set -Dlmclip.shared=DIR");
        }
        return path;
    }

    /** Returns the root of the checkout that runs. */
    public static Path root() {
        String given = System.getProperty("lmclip.root");
        Path here = Path.of(given == null ? "" : given).toAbsolutePath();
        while (!Files.isDirectory(here.resolve("datasets").resolve("golden")) && here.getParent() != null) {
            here = here.getParent();
        }
        return here;
    }
}
