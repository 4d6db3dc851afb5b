package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.eval.EmbeddingMap;
import io.github.lmclip.core.eval.EmbeddingMapFile;
import io.github.lmclip.core.eval.Scan;
import io.github.lmclip.core.eval.Tsne;
import io.github.lmclip.examples.cli.output.ChartFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The words that ask for pictures and class texts on a plane. */
final class MapOptions {

    private static final String TABLE = ".csv";

    @Option(
            names = "--map",
            description = "Place pictures and class texts by t-SNE into this file, .csv, .png or .svg; repeatable.",
            paramLabel = "FILE")
    private List<Path> files = List.of();

    @Option(names = "--map-seed", description = "Of the map (default: ${DEFAULT-VALUE}).", defaultValue = "0")
    private long seed;

    /** Checks the names before the work. */
    void requireKnown(boolean features) {
        files.stream().filter(file -> !isTable(file)).forEach(ChartFile::requireKnown);
        if (!files.isEmpty() && !features) {
            throw new IllegalArgumentException("--map needs a model's features; saved predictions have none");
        }
    }

    Tsne tsne() {
        return Tsne.defaults().withSeed(seed);
    }

    void write(Optional<Scan> scan) {
        if (files.isEmpty() || scan.isEmpty()) {
            return;
        }
        EmbeddingMap map = tsne().of(scan.get());
        for (Path file : files) {
            if (isTable(file)) {
                EmbeddingMapFile.write(file, map, scan.get().predictions());
            } else {
                ChartFile.write(MapChart.of(map, scan.get().predictions()), file);
            }
            System.out.printf("%s%n", file);
        }
    }

    private static boolean isTable(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(TABLE);
    }
}
