package io.github.lmclip.core.train;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.engine.HostMemory;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sampling;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.load.LoaderOptions;
import io.github.lmclip.data.load.PictureBatch;
import io.github.lmclip.data.shapes.ShapesMlt;
import io.github.lmclip.losses.Loss;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A small network with random weights and a few drawn pictures with random words, for tests of single steps. */
final class StepFixture implements AutoCloseable {

    static final int PICTURES = 24;

    static final Freezing STATISTICS = Freezing.defaults().withBatchNormStatistics(true);

    private static final int LENGTH = 77;

    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Clip clip;
    private final TrainingData data;

    StepFixture(Backbone backbone, ClipExtras extras) {
        this(backbone, extras, List.of());
    }

    StepFixture(Backbone backbone, ClipExtras extras, List<Device> replicas) {
        clip = Clip.of(backbone, manager, extras);
        RandomWeights.fill(clip, 3);
        LongTailDataset whole = ShapesMlt.DEFAULT.read(Split.TRAIN, Path.of(""));
        LongTailDataset split =
                new LongTailDataset("few", whole.classNames(), whole.samples().subList(0, PICTURES));
        SplittableRandom random = new SplittableRandom(5);
        data = new TrainingData(
                split,
                texts(PICTURES, random),
                texts(split.classNames().size(), random),
                Sampling.SHUFFLED.of(split, 0, 7),
                PictureTransform.LM_CLIP.withSize(backbone.image().resolution()),
                LoaderOptions.defaults(),
                replicas);
    }

    static StepFixture tiny() {
        return new StepFixture(Backbone.TINY, ClipExtras.none());
    }

    /** Returns TINY with a ResNet for its image tower. */
    static Backbone tinyResNet() {
        return new Backbone(
                "TINY-RN",
                Backbone.TINY.embedding(),
                new Backbone.ImageTower.ResNet(64, List.of(1, 1, 1, 1), 4, 2),
                Backbone.TINY.text());
    }

    /** Returns texts of the same first two tokens and a few random ones. */
    private static List<int[]> texts(int count, SplittableRandom random) {
        int end = Backbone.TINY.text().vocabulary() - 1;
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    int[] ids = new int[LENGTH];
                    ids[0] = end - 1;
                    ids[1] = 17;
                    int words = random.nextInt(1, 5);
                    for (int word = 0; word < words; word++) {
                        ids[2 + word] = random.nextInt(1, end - 1);
                    }
                    ids[2 + words] = end;
                    return ids;
                })
                .toList();
    }

    Clip clip() {
        return clip;
    }

    TrainingData data() {
        return data;
    }

    /** Returns random pixels under the names of some pictures of the split. */
    StepBatch batch(int from, int to) {
        int length = data.transform().length();
        float[] pixels = new float[(to - from) * length];
        for (int i = from; i < to; i++) {
            SplittableRandom random = new SplittableRandom(i);
            for (int p = 0; p < length; p++) {
                pixels[(i - from) * length + p] = (float) random.nextDouble(-2, 2);
            }
        }
        return StepBatch.of(new PictureBatch(
                data.split().samples().subList(from, to),
                IntStream.range(from, to).boxed().toList(),
                pixels,
                0));
    }

    /** Freezes the parameters whose names fit. */
    void freeze(Predicate<String> names) {
        clip.parameters().forEach((name, parameter) -> {
            if (names.test(name)) {
                parameter.freeze(true);
            }
        });
    }

    TrainingStep step(Loss objective, TrainingOptions options) {
        TrainingStep step = new TrainingStep(clip, objective, data, options);
        step.prepare();
        return step;
    }

    /** Returns the gradient of every trained parameter that has one, by name. */
    Map<String, float[]> gradients() {
        Map<String, float[]> gradients = new TreeMap<>();
        clip.parametersAndAdapters().forEach((name, parameter) -> {
            PtNDArray gradient =
                    parameter.requiresGradient() ? JniUtils.getGradient((PtNDArray) parameter.getArray()) : null;
            if (gradient != null) {
                FloatBuffer values = HostMemory.read(gradient);
                float[] copy = new float[values.remaining()];
                values.get(copy);
                gradients.put(name, copy);
            }
        });
        return gradients;
    }

    @Override
    public void close() {
        manager.close();
    }
}
