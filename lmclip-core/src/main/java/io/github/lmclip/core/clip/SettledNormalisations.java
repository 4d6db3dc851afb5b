package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.image.PictureTransform;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Random weights of a network of convolutions, but with the statistics that its normalisations find on pictures, as in
 * training: for measurements and tests without published weights.
 */
public final class SettledNormalisations {

    private static final int BATCH = 8;

    /** The share of the running statistics that a step keeps. */
    private static final double KEPT = 0.9;

    private static final String STATISTICS = ".*running_(mean|var)";

    /**
     * Training starts from branches of nothing beside the shortcuts, and they stay the smaller part. As strong as those, they
     * would make a deep random network chaotic: it blows up any difference, that of rounding too.
     */
    private static final double BRANCH = 0.25;

    private SettledNormalisations() {}

    /**
     * Fills all parameters of {@code clip} but trained labels.
     *
     * @param seed the same one and the same pictures give the same values
     * @param pictures at least 8; what is left of a batch of 8 is not read
     * @throws IllegalArgumentException if there are fewer
     */
    public static void fill(Clip clip, long seed, PictureTransform transform, List<Picture> pictures) {
        if (pictures.size() < BATCH) {
            throw new IllegalArgumentException(
                    "expected at least %d pictures to settle on, got %d".formatted(BATCH, pictures.size()));
        }
        RandomNormalisations.fill(clip, seed);
        times(clip, ".*\\.bn3\\.weight", BRANCH);
        times(clip, STATISTICS, 0);
        int batches = pictures.size() / BATCH;
        for (int batch = 0; batch < batches; batch++) {
            run(clip, transform, pictures.subList(batch * BATCH, (batch + 1) * BATCH));
        }
        // from zero they have come so far on their way to the pictures' mean
        times(clip, STATISTICS, 1 / (1 - Math.pow(KEPT, batches)));
    }

    private static void times(Clip clip, String names, double factor) {
        try (GradientMode off = GradientMode.off()) {
            clip.parameters().forEach((name, parameter) -> {
                if (name.matches(names)) {
                    HostMemory.write(parameter.getArray(), memory -> {
                        for (int i = 0; i < memory.limit(); i++) {
                            memory.put(i, (float) (memory.get(i) * factor));
                        }
                    });
                }
            });
        }
    }

    private static void run(Clip clip, PictureTransform transform, List<Picture> pictures) {
        float[] pixels = new float[BATCH * transform.length()];
        for (int i = 0; i < BATCH; i++) {
            transform.apply(pictures.get(i).bitmap(), false, pixels, i * transform.length());
        }
        try (NDManager manager = clip.manager().newSubManager();
                NDScope scope = new NDScope();
                GradientMode off = GradientMode.off()) {
            Shape shape = new Shape(BATCH, 3, transform.size(), transform.size());
            NDArray images = manager.create(FloatBuffer.wrap(pixels), shape);
            clip.encodeImage(images, true);
        }
    }
}
