package io.github.lmclip.examples.cli.bench;

import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import com.sun.management.OperatingSystemMXBean;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.Encoder;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.serve.CudaOptions;
import io.github.lmclip.core.serve.Device;
import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.core.serve.ServingOptions;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.image.PictureTransform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One engine at one batch: {@code onnx FILE BATCH THREADS DEVICE [PHOTOS]} or {@code djl BACKBONE BATCH THREADS DEVICE},
 * where a device is {@code cpu} or {@code cuda:N}. Says "ready", then answers each line on the standard input, a number of
 * runs, by a line of JSON.
 */
public final class InferWorker {

    /** Property that lets products on a CUDA device be rounded. */
    public static final String TF32 = "lmclip.tf32";

    private static final int SEED = 1;

    private InferWorker() {}

    /** Starts an engine and answers until the standard input ends. */
    public static void main(String[] words) throws IOException {
        int batch = Integer.parseInt(words[2]);
        if (words[0].equals("onnx")) {
            ServingOptions options = ServingOptions.defaults()
                    .withDevice(Device.parse(words[4]))
                    .withCuda(CudaOptions.defaults().withTf32(Boolean.getBoolean(TF32)))
                    .withBatch(batch)
                    .withIntraThreads(Integer.parseInt(words[3]));
            try (LmClipClassifier classifier = LmClipClassifier.open(Path.of(words[1]), options)) {
                PictureTransform transform = classifier.description().transform();
                List<Picture> pictures =
                        words.length > 5 ? files(Path.of(words[5]), batch) : drawn(transform.size(), batch);
                answer(() -> classifier.classifyAll(pictures));
            }
        } else {
            Backbone backbone = Backbone.named(words[1]);
            try (NDManager manager = NDManager.newBaseManager(engineDevice(Device.parse(words[4])), "PyTorch");
                    Clip clip = Clip.of(backbone, manager)) {
                RandomWeights.fill(clip, SEED);
                float[] pixels = pixels(backbone.image().resolution(), batch);
                Encoder encoder = new Encoder(clip);
                answer(() -> encoder.pictures(pixels, batch));
            }
        }
    }

    private static ai.djl.Device engineDevice(Device device) {
        return device.kind() == Device.Kind.CUDA ? ai.djl.Device.gpu(device.id()) : ai.djl.Device.cpu();
    }

    private static void answer(Runnable run) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            long wall = System.nanoTime();
            long cpu = cpuNanos();
            for (int runs = Integer.parseInt(line); runs > 0; runs--) {
                run.run();
            }
            double cpuSeconds = (cpuNanos() - cpu) / 1e9;
            double seconds = (System.nanoTime() - wall) / 1e9;
            System.out.println(new Gson()
                    .toJson(Map.of("seconds", seconds, "cpuSeconds", cpuSeconds, "peakMb", PeakMemory.megabytes())));
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Returns pictures of the right size already, in memory: what is left is to normalise them. */
    private static List<Picture> drawn(int side, int count) {
        Random random = new Random(SEED);
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] samples = new byte[3 * side * side];
            random.nextBytes(samples);
            pictures.add(new Drawn("drawn " + i, Bitmap.rgb(side, side, samples)));
        }
        return pictures;
    }

    private record Drawn(String name, Bitmap bitmap) implements Picture {}

    private static List<Picture> files(Path folder, int count) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> photos = files.sorted().limit(count).toList();
            return IntStream.range(0, count)
                    .mapToObj(place -> Picture.file(photos.get(place % photos.size())))
                    .toList();
        }
    }

    private static float[] pixels(int side, int count) {
        Random random = new Random(SEED);
        float[] pixels = new float[count * 3 * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return pixels;
    }
}
