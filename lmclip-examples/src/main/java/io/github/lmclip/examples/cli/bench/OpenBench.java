package io.github.lmclip.examples.cli.bench;

import com.google.gson.Gson;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.examples.cli.options.JsonOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmclip bench open}: how long a fresh JVM takes to open an exported model and to give the first answer. */
@Command(
        name = "open",
        description = "Time the opening of exported models and the first answer, each in a JVM of its own.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip bench open --backbones RN50",
            "  lmclip bench open --photos photos --json rows.json"
        })
final class OpenBench implements Callable<Integer> {

    private static final double MEGA = 1 << 20;

    @Option(
            names = "--backbones",
            split = ",",
            description = "The networks (default: RN50,ViT-B/16).",
            defaultValue = "RN50,ViT-B/16")
    private List<String> backbones;

    @Option(names = "--rounds", description = "How often (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int rounds;

    @Option(
            names = "--photos",
            description = "Photos, of which the first is classified (default: drawn ones).",
            paramLabel = "DIR")
    private Optional<Path> photos = Optional.empty();

    @Mixin
    private JsonOption json;

    /** Medians of the rounds. */
    private record Row(
            String backbone,
            String precision,
            double fileMb,
            double openSeconds,
            double firstAnswerSeconds,
            double cpuSeconds,
            double peakMb) {}

    @Override
    public Integer call() throws IOException {
        List<Row> rows = new ArrayList<>();
        Path folder = Files.createTempDirectory("lmclip-bench");
        try (BenchPictures pictures = BenchPictures.of(photos.map(List::of).orElse(List.of()), 1)) {
            for (String name : backbones) {
                Map<Precision, Path> files = new RandomModels(folder, photos)
                        .export(Backbone.named(name), List.of(Precision.FLOAT32, Precision.INT8));
                for (Map.Entry<Precision, Path> each : files.entrySet()) {
                    rows.add(measure(
                            name,
                            each.getKey(),
                            each.getValue(),
                            pictures.files().get(0)));
                    System.out.println(rows.get(rows.size() - 1));
                    Files.delete(each.getValue());
                }
            }
        } finally {
            Files.delete(folder);
        }
        json.write(() -> rows);
        return 0;
    }

    private Row measure(String backbone, Precision precision, Path file, Path photo) throws IOException {
        List<OpenWorker.Start> starts = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            starts.add(start(file, photo));
        }
        return new Row(
                backbone,
                precision.label(),
                Files.size(file) / MEGA,
                InferBench.median(
                        starts.stream().map(OpenWorker.Start::openSeconds).toList()),
                InferBench.median(
                        starts.stream().map(OpenWorker.Start::answerSeconds).toList()),
                InferBench.median(
                        starts.stream().map(OpenWorker.Start::cpuSeconds).toList()),
                InferBench.median(starts.stream().map(OpenWorker.Start::peakMb).toList()));
    }

    private static OpenWorker.Start start(Path file, Path photo) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenWorker.class.getName(),
                        file.toString(),
                        photo.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (said.isBlank()) {
            throw new LmClipException("a JVM that was to open %s ended without a word".formatted(file));
        }
        return new Gson().fromJson(said, OpenWorker.Start.class);
    }
}
