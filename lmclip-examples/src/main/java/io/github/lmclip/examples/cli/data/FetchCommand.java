package io.github.lmclip.examples.cli.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.core.hub.Surroundings;
import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.benchmark.BenchmarkFetch;
import io.github.lmclip.data.fetch.benchmark.BenchmarkReport;
import io.github.lmclip.data.fetch.benchmark.PlannedPart;
import io.github.lmclip.examples.cli.options.JsonOption;
import io.github.lmclip.examples.cli.options.NetworkOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmclip fetch}: a benchmark's images from where they are published. */
@Command(
        name = "fetch",
        header = "Bring a benchmark's images from where they are published.",
        description = {
            "Bring a benchmark's listed images from where they are published: of COCO one by one, of VOC out of the",
            "official archives as they come in. The same command goes on after any stop."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip fetch coco-mlt /data/coco --dry-run",
            "  lmclip fetch voc-mlt",
            "  lmclip fetch coco-mlt /data/coco --train-only --captions --parallel 8"
        })
public final class FetchCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "voc-mlt or coco-mlt.")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "Where the images go (default: datasets/voc_mlt or datasets/coco_mlt).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--train-only", description = "Leave the test images out.")
    private boolean trainOnly;

    @Option(names = "--captions", description = "Bring the dataset captions of the published repository as well.")
    private boolean captions;

    @Option(
            names = "--parallel",
            description = "How many images come at once (default: ${DEFAULT-VALUE}).",
            defaultValue = "4",
            paramLabel = "N")
    private int parallel;

    @Option(names = "--dry-run", description = "Say what would be fetched, and its size, without asking the network.")
    private boolean dryRun;

    @Mixin
    private JsonOption json;

    @Mixin
    private NetworkOptions network;

    @Override
    public Integer call() {
        Benchmark benchmark = BenchmarkName.parse(name);
        BenchmarkFetch fetch = BenchmarkFetch.of(benchmark, folder.orElseGet(benchmark::defaultImages))
                .withTrainOnly(trainOnly)
                .withCaptions(captions);
        FetchOptions options = Surroundings.ofProcess()
                .apply(network.apply(FetchOptions.defaults().withParallel(parallel)));
        JsonObject result = new JsonObject();
        result.addProperty("benchmark", benchmark.id());
        result.addProperty("folder", fetch.folder().toString());
        if (dryRun) {
            plan(fetch, result);
        } else {
            run(fetch, options, result);
        }
        json.write(() -> result);
        return 0;
    }

    private static void plan(BenchmarkFetch fetch, JsonObject result) {
        List<PlannedPart> parts = fetch.plan();
        JsonArray rows = new JsonArray();
        for (PlannedPart part : parts) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d files, %,d of them here; %s%.1f MB to fetch from %s%n",
                    part.name(),
                    part.files(),
                    part.here(),
                    part.exact() ? "" : "about ",
                    part.bytes() / 1e6,
                    part.address());
            rows.add(row(part));
        }
        long bytes = parts.stream().mapToLong(PlannedPart::bytes).sum();
        System.out.printf(Locale.ROOT, "%.2f GB in all, to %s.%n", bytes / 1e9, fetch.folder());
        result.addProperty("bytes", bytes);
        result.add("parts", rows);
    }

    private static JsonObject row(PlannedPart part) {
        JsonObject row = new JsonObject();
        row.addProperty("name", part.name());
        row.addProperty("address", part.address());
        row.addProperty("files", part.files());
        row.addProperty("here", part.here());
        row.addProperty("bytes", part.bytes());
        row.addProperty("exact", part.exact());
        return row;
    }

    private static void run(BenchmarkFetch fetch, FetchOptions options, JsonObject result) {
        long start = System.nanoTime();
        BenchmarkReport report;
        try (BenchmarkBar bar = new BenchmarkBar()) {
            report = fetch.run(options.withListener(bar), bar);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s holds the %,d files wanted, %.1f MB; %,d came now, in %.0f s.%n",
                fetch.folder(),
                report.files(),
                report.bytes() / 1e6,
                report.files() - report.before(),
                seconds);
        result.addProperty("files", report.files());
        result.addProperty("before", report.before());
        result.addProperty("bytes", report.bytes());
        result.addProperty("seconds", seconds);
    }
}
