package io.github.lmclip.examples.cli;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.examples.bench.InferProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmclip bench infer}: images per second and CPU time of ONNX Runtime, the training engine and PyTorch. */
@Command(
        name = "infer",
        description = "Time a picture's way through RN50 and ViT-B/16, engines taking turns, beside PyTorch.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip bench infer --backbones ViT-B/16 --batches 1",
            "  lmclip bench infer --photos photos --python python3 --json rows.json"
        })
final class InferBench implements Callable<Integer> {

    @Mixin
    private JsonOption json;

    @Option(
            names = "--backbones",
            split = ",",
            description = "The networks (default: RN50,ViT-B/16).",
            defaultValue = "RN50,ViT-B/16")
    private List<String> backbones;

    @Option(names = "--batches", split = ",", description = "Pictures at once (default: 1,8).", defaultValue = "1,8")
    private List<Integer> batches;

    @Option(names = "--threads", description = "Threads of each engine (default: 1).", defaultValue = "1")
    private int threads;

    @Option(names = "--rounds", description = "Turns of each engine (default: 5).", defaultValue = "5")
    private int rounds;

    @Option(names = "--images", description = "Pictures in a turn, at least (default: 8).", defaultValue = "8")
    private int images;

    @Option(names = "--photos", description = "Add rows that decode photos of this folder.", paramLabel = "DIR")
    private Optional<Path> photos = Optional.empty();

    @Option(
            names = "--python",
            description = "A Python with torch for the peer; without one, no such row.",
            paramLabel = "PROGRAM")
    private Optional<String> python = Optional.empty();

    @Option(
            names = "--peer",
            description = "The peer's script (default: ${DEFAULT-VALUE}).",
            defaultValue = "lmclip-examples/peer/infer.py")
    private Path peer;

    /** What an engine took, as medians of its turns. */
    private record Row(
            String engine,
            String precision,
            String backbone,
            int batch,
            int threads,
            boolean decoded,
            double imagesPerSecond,
            double cpuSecondsPerImage,
            double peakMb) {}

    /** An engine's name, its numbers and whether it decodes. */
    private record Entry(String engine, Precision precision, boolean decoded) {}

    @Override
    public Integer call() throws IOException {
        List<Row> rows = new ArrayList<>();
        Path folder = Files.createTempDirectory("lmclip-bench");
        for (String name : backbones) {
            Backbone backbone = Backbone.named(name);
            Map<Precision, Path> files = new RandomModels(folder, photos).export(backbone);
            for (int batch : batches) {
                rows.addAll(measure(backbone, batch, files));
            }
            for (Path file : files.values()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
        json.write(() -> rows);
        return 0;
    }

    private List<Row> measure(Backbone backbone, int batch, Map<Precision, Path> files) {
        Map<Entry, InferProcess> engines = new LinkedHashMap<>();
        try {
            files.forEach((precision, file) -> start(engines, backbone, batch, precision, file));
            engines.put(new Entry("djl", Precision.FLOAT32, false), djl(backbone, batch));
            python.ifPresent(program -> engines.put(
                    new Entry("pytorch", Precision.FLOAT32, false),
                    InferProcess.start(
                            "pytorch", List.of(program, peer.toString(), backbone.name(), "" + batch, "" + threads))));
            return takeTurns(backbone, batch, engines);
        } finally {
            engines.values().forEach(InferProcess::close);
        }
    }

    private void start(Map<Entry, InferProcess> engines, Backbone backbone, int batch, Precision precision, Path file) {
        List<String> words = List.of("onnx", file.toString(), "" + batch, "" + threads);
        engines.put(new Entry("onnx", precision, false), InferProcess.java(List.of(), words.toArray(String[]::new)));
        photos.ifPresent(place -> {
            List<String> more = new ArrayList<>(words);
            more.add(place.toString());
            engines.put(new Entry("onnx", precision, true), InferProcess.java(List.of(), more.toArray(String[]::new)));
        });
    }

    private InferProcess djl(Backbone backbone, int batch) {
        List<String> options = List.of("-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=" + threads);
        return InferProcess.java(options, "djl", backbone.name(), "" + batch, "" + threads);
    }

    private List<Row> takeTurns(Backbone backbone, int batch, Map<Entry, InferProcess> engines) {
        int runs = Math.max(1, images / batch);
        Map<Entry, List<InferProcess.Answer>> answers = new LinkedHashMap<>();
        engines.values().forEach(engine -> engine.run(runs));
        for (int round = 0; round < rounds; round++) {
            engines.forEach((entry, engine) ->
                    answers.computeIfAbsent(entry, key -> new ArrayList<>()).add(engine.run(runs)));
        }
        List<Row> rows = new ArrayList<>();
        answers.forEach((entry, found) -> {
            double pictures = (double) runs * batch;
            Row row = new Row(
                    entry.engine(),
                    entry.precision().label(),
                    backbone.name(),
                    batch,
                    threads,
                    entry.decoded(),
                    pictures
                            / median(found.stream()
                                    .map(InferProcess.Answer::seconds)
                                    .toList()),
                    median(found.stream().map(InferProcess.Answer::cpuSeconds).toList()) / pictures,
                    found.get(found.size() - 1).peakMb());
            System.out.println(row);
            rows.add(row);
        });
        return rows;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
