package io.github.lmclip.core.clip;

import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import java.util.SplittableRandom;

/**
 * Random weights with random normalisations and biases too, for measurements and tests without published weights. From
 * {@link RandomWeights} those are the identity and zero, and branches add nothing: much of a network would not be seen.
 */
public final class RandomNormalisations {

    private static final String NAMES = ".*(bn\\d|downsample\\.1|ln_\\w+)\\.\\w+|.*bias";

    private RandomNormalisations() {}

    /** Fills all parameters of {@code clip} but trained labels; the same seed gives the same values. */
    public static void fill(Clip clip, long seed) {
        RandomWeights.fill(clip, seed);
        SplittableRandom random = new SplittableRandom(seed + 1);
        try (GradientMode off = GradientMode.off()) {
            clip.parameters().forEach((name, parameter) -> {
                if (name.matches(NAMES)) {
                    boolean around1 = name.endsWith("weight") || name.endsWith("var");
                    HostMemory.write(parameter.getArray(), memory -> {
                        for (int i = 0; i < memory.limit(); i++) {
                            memory.put(i, (float) (around1 ? random.nextDouble(0.5, 1.5) : random.nextGaussian() / 10));
                        }
                    });
                }
            });
        }
    }
}
