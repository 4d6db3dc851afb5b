package io.github.lmclip.core.onnx;

import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import java.util.SplittableRandom;

/** Random weights with random normalisations too: from the usual start those are the identity, and branches zero. */
final class RandomClip {

    private RandomClip() {}

    static void fill(Clip clip) {
        RandomWeights.fill(clip, 1);
        SplittableRandom random = new SplittableRandom(2);
        try (GradientMode off = GradientMode.off()) {
            clip.parameters().forEach((name, parameter) -> {
                if (name.matches(".*(bn\\d|downsample\\.1|ln_\\w+)\\.\\w+|.*bias")) {
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
