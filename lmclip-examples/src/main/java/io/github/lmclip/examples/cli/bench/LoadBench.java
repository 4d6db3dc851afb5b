package io.github.lmclip.examples.cli.bench;

import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.checkpoint.Checkpoint;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.watch.ResidentMemory;
import io.github.lmclip.examples.cli.options.JsonOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmclip bench load}: from a file of weights to a usable network, beside reading the same bytes and no more. */
@Command(
        name = "load",
        description = "Time from a float32 safetensors file of random weights to a network, beside the plain reading.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  lmclip bench load --backbone RN50", "  lmclip bench load --json rows.json"})
final class LoadBench implements Callable<Integer> {

    private static final int CHUNK = 1 << 20;
    private static final double MEGA = 1 << 20;

    @Option(names = "--backbone", description = "The network (default: ${DEFAULT-VALUE}).", defaultValue = "ViT-B/16")
    private String backbone;

    @Option(names = "--rounds", description = "How often (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private int rounds;

    @Mixin
    private JsonOption json;

    /** One round: seconds of plain reading and of loading, and how much resident memory grew by loading. */
    private record Row(String backbone, double fileMb, double readSeconds, double loadSeconds, double grownMb) {}

    @Override
    public Integer call() throws IOException {
        Backbone network = Backbone.named(backbone);
        Path folder = Files.createTempDirectory("lmclip-bench");
        Path file = folder.resolve("weights.safetensors");
        try {
            write(network, file);
            List<Row> rows = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                rows.add(measure(network, file));
                System.out.println(rows.get(round));
            }
            json.write(() -> rows);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
        return 0;
    }

    private static void write(Backbone network, Path file) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Clip.of(network, manager)) {
            RandomWeights.fill(clip, 1);
            ClipWeights.save(clip, Map.of(), file);
        }
    }

    private static Row measure(Backbone network, Path file) throws IOException {
        double readSeconds = read(file);
        double before = ResidentMemory.nowMegabytes();
        long start = System.nanoTime();
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Clip.of(network, manager);
                Checkpoint checkpoint = Checkpoint.open(file)) {
            ClipWeights.load(clip, checkpoint.tensors());
            double seconds = (System.nanoTime() - start) / 1e9;
            double grown = ResidentMemory.nowMegabytes() - before;
            return new Row(network.name(), Files.size(file) / MEGA, readSeconds, seconds, grown);
        }
    }

    private static double read(Path file) throws IOException {
        long start = System.nanoTime();
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(chunk.clear()) >= 0) {
                // nothing but reading is measured
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
