package io.github.lmclip.examples.cli.bench;

import io.github.lmclip.data.image.DecodeOptions;
import io.github.lmclip.data.image.JpegEngine;
import io.github.lmclip.examples.cli.options.JsonOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmclip bench data}: how many pictures a second are decoded, resized and normalised, beside Pillow. */
@Command(
        name = "data",
        description = "Decode, resize and normalise pictures by each engine, beside Pillow where there is one.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  lmclip bench data", "  lmclip bench data --threads 2 --json bench.json photos"})
final class DataBench implements Callable<Integer> {

    private static final Path PHOTOS = Path.of("../shared/coco-real");

    @Parameters(paramLabel = "DIR", description = "Pictures (default: ../shared/coco-real, else drawn ones).")
    private List<Path> places = List.of();

    @Option(names = "--images", description = "How many at most (default: ${DEFAULT-VALUE}).", defaultValue = "100")
    private int images;

    @Option(names = "--rounds", description = "How often (default: ${DEFAULT-VALUE}).", defaultValue = "9")
    private int rounds;

    @Option(names = "--threads", description = "How many (default: ${DEFAULT-VALUE}).", defaultValue = "1")
    private int threads;

    @Option(
            names = "--python",
            split = ",",
            description = "Where to look for Pillow (default: ${DEFAULT-VALUE}).",
            defaultValue = "python3,/usr/bin/python3")
    private List<String> pythons;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        if (images < 1 || rounds < 1 || threads < 1) {
            throw new IllegalArgumentException("--images, --rounds and --threads must be >= 1, got %d, %d and %d"
                    .formatted(images, rounds, threads));
        }
        try (BenchPictures pictures = BenchPictures.of(given(), images)) {
            List<DataBenchRow> rows = measure(pictures.files());
            rows.forEach(row -> System.out.println(row.line(rows)));
            json.write(() -> rows);
        }
        return 0;
    }

    private List<Path> given() {
        return places.isEmpty() && Files.isDirectory(PHOTOS) ? List.of(PHOTOS) : places;
    }

    private List<DataBenchRow> measure(List<Path> files) throws IOException {
        List<DataContender> contenders = new ArrayList<>();
        try {
            PillowContender.find(pythons, files, threads).ifPresent(contenders::add);
            contenders.add(PictureContender.decoding("jdk", files, threads, options(JpegEngine.JDK)));
            if (JpegEngine.FASTEST.isNative()) {
                contenders.add(PictureContender.decoding("libturbojpeg", files, threads, options(JpegEngine.FASTEST)));
            }
            contenders.add(PictureContender.cached("pixel cache", files, threads));
            return DataRounds.run(contenders, rounds, files.size(), threads);
        } finally {
            for (DataContender contender : contenders) {
                contender.close();
            }
        }
    }

    private static DecodeOptions options(JpegEngine engine) {
        return DecodeOptions.defaults().withJpeg(engine);
    }
}
