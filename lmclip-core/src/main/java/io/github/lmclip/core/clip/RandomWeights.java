package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * CLIP's initialisation from a seed: for training from nothing, and for tests at full size without published weights.
 * Both transformers are initialised as OpenAI's {@code initialize_parameters} does the text one.
 */
public final class RandomWeights {

    /** ln(1 / 0.07), the logit scale that CLIP starts from. */
    private static final float INITIAL_LOGIT_SCALE = (float) Math.log(1 / 0.07);

    private final SplittableRandom random;
    private final Backbone backbone;

    private RandomWeights(Backbone backbone, long seed) {
        this.backbone = backbone;
        random = new SplittableRandom(seed);
    }

    /** Fills all parameters of {@code clip} but trained labels; the same seed gives the same values. */
    public static void fill(Clip clip, long seed) {
        RandomWeights weights = new RandomWeights(clip.backbone(), seed);
        try (GradientMode off = GradientMode.off()) {
            for (Map.Entry<String, Parameter> entry : clip.parameters().entrySet()) {
                if (entry.getKey().equals(LogitHead.LABELS)) {
                    continue;
                }
                NDArray array = entry.getValue().getArray();
                HostMemory.write(
                        array,
                        memory -> weights.fill(entry.getKey(), array.getShape().getShape(), memory));
            }
        }
    }

    private void fill(String name, long[] shape, FloatBuffer memory) {
        if (name.equals("logit_scale")) {
            memory.put(0, INITIAL_LOGIT_SCALE);
        } else if (shape.length < 2 && !name.equals("visual.class_embedding")) {
            constant(memory, isOne(name) ? 1 : 0);
        } else if (shape.length == 4) {
            uniform(memory, 1 / Math.sqrt((double) shape[1] * shape[2] * shape[3]));
        } else {
            normal(memory, deviation(name, shape));
        }
    }

    /** Norms start as the identity; the last one of each bottleneck starts at zero, so that the shortcut leads. */
    private static boolean isOne(String name) {
        boolean scale = name.matches(".*(ln_\\w+|bn\\d|downsample\\.1)\\.(weight|running_var)");
        return scale && !name.matches(".*layer\\d\\.\\d+\\.bn3\\.weight");
    }

    private double deviation(String name, long[] shape) {
        int layers = name.startsWith("visual.") && backbone.image() instanceof Backbone.ImageTower.Vit vit
                ? vit.layers()
                : backbone.text().layers();
        double in = shape[shape.length - 1];
        return switch (name.replaceAll(".*resblocks\\.\\d+\\.", "")) {
            case "token_embedding.weight" -> 0.02;
            case "positional_embedding" -> 0.01;
            case "text_projection", "visual.proj" -> 1 / Math.sqrt(shape[0]);
            case "attn.out_proj.weight" -> 1 / Math.sqrt(in * 2 * layers);
            case "mlp.c_fc.weight" -> 1 / Math.sqrt(2 * in);
            case "mlp.c_proj.weight" -> 1 / Math.sqrt(in / 4 * 2 * layers);
            default -> 1 / Math.sqrt(in);
        };
    }

    private static void constant(FloatBuffer memory, float value) {
        for (int i = 0; i < memory.limit(); i++) {
            memory.put(i, value);
        }
    }

    private void uniform(FloatBuffer memory, double bound) {
        for (int i = 0; i < memory.limit(); i++) {
            memory.put(i, (float) random.nextDouble(-bound, bound));
        }
    }

    private void normal(FloatBuffer memory, double deviation) {
        for (int i = 0; i < memory.limit(); i++) {
            memory.put(i, (float) (deviation * random.nextGaussian()));
        }
    }
}
