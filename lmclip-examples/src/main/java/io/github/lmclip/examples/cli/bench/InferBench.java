package io.github.lmclip.examples.cli.bench;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.serve.Device;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.examples.cli.options.DeviceName;
import io.github.lmclip.examples.cli.options.JsonOption;
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
            "  lmclip bench infer --device cuda:0 --batches 1,8,32,128 --engines onnx,pytorch --python python3",
            "  lmclip bench infer --photos photos --python python3 --json rows.json"
        })
final class InferBench implements Callable<Integer> {

    private static final String ONNX = "onnx";
    private static final String DJL = "djl";
    private static final String PYTORCH = "pytorch";

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

    @Option(
            names = "--device",
            description = "Where: cpu or cuda:N (default: cpu).",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            converter = DeviceName.class)
    private Device device;

    @Option(names = "--tf32", description = "Let products on a CUDA device round their inputs to TF32.")
    private boolean tf32;

    @Option(
            names = "--engines",
            split = ",",
            description = "Of onnx, djl and, with --python, pytorch (default: all).",
            defaultValue = ONNX + "," + DJL + "," + PYTORCH)
    private List<String> engineNames;

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
            String device,
            boolean decoded,
            double imagesPerSecond,
            double cpuSecondsPerImage,
            double peakMb) {}

    /** An engine's name, its numbers and whether it decodes. */
    private record Entry(String engine, Precision precision, boolean decoded) {}

    @Override
    public Integer call() throws IOException {
        if (device.kind() == Device.Kind.AUTO) {
            throw new IllegalArgumentException("--device must be cpu or cuda:N: all engines take the same");
        }
        if (!List.of(ONNX, DJL, PYTORCH).containsAll(engineNames)) {
            throw new IllegalArgumentException("--engines are onnx, djl and pytorch, got " + engineNames);
        }
        List<Row> rows = new ArrayList<>();
        Path folder = Files.createTempDirectory("lmclip-bench");
        for (String name : backbones) {
            Backbone backbone = Backbone.named(name);
            Map<Precision, Path> files = new RandomModels(folder, photos).export(backbone, precisions());
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

    /** A card has no kernels for whole numbers. */
    private List<Precision> precisions() {
        return device.kind() == Device.Kind.CPU
                ? List.of(Precision.FLOAT32, Precision.INT8)
                : List.of(Precision.FLOAT32);
    }

    private List<Row> measure(Backbone backbone, int batch, Map<Precision, Path> files) {
        Map<Entry, InferProcess> engines = new LinkedHashMap<>();
        try {
            if (engineNames.contains(ONNX)) {
                files.forEach((precision, file) -> start(engines, backbone, batch, precision, file));
            }
            if (engineNames.contains(DJL)) {
                engines.put(new Entry(DJL, Precision.FLOAT32, false), djl(backbone, batch));
            }
            if (engineNames.contains(PYTORCH)) {
                python.ifPresent(program ->
                        engines.put(new Entry(PYTORCH, Precision.FLOAT32, false), pytorch(program, backbone, batch)));
            }
            return takeTurns(backbone, batch, engines);
        } finally {
            engines.values().forEach(InferProcess::close);
        }
    }

    private void start(Map<Entry, InferProcess> engines, Backbone backbone, int batch, Precision precision, Path file) {
        List<String> words = List.of(ONNX, file.toString(), "" + batch, "" + threads, "" + device);
        List<String> options = List.of("-D" + InferWorker.TF32 + "=" + tf32);
        engines.put(new Entry(ONNX, precision, false), InferProcess.java(options, words, environment()));
        photos.ifPresent(place -> {
            List<String> more = new ArrayList<>(words);
            more.add(place.toString());
            engines.put(new Entry(ONNX, precision, true), InferProcess.java(options, more, environment()));
        });
    }

    private InferProcess djl(Backbone backbone, int batch) {
        List<String> options = List.of("-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=" + threads);
        List<String> words = List.of(DJL, backbone.name(), "" + batch, "" + threads, "" + device);
        return InferProcess.java(options, words, environment());
    }

    private InferProcess pytorch(String program, Backbone backbone, int batch) {
        List<String> command =
                List.of(program, peer.toString(), backbone.name(), "" + batch, "" + threads, "" + device);
        return InferProcess.start(PYTORCH, command, environment());
    }

    /** NVIDIA's libraries obey this in every engine. */
    private Map<String, String> environment() {
        return tf32 ? Map.of() : Map.of("NVIDIA_TF32_OVERRIDE", "0");
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
                    device.toString(),
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
