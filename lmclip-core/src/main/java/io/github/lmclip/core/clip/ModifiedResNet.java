package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.engine.TorchOps;
import java.util.ArrayList;
import java.util.List;

/**
 * CLIP's ResNet: a stem of three convolutions, strides by average pooling, attention pooling at the end; pictures [N, 3,
 * R, R] -> features [N, D], not normalised.
 */
public final class ModifiedResNet extends ClipBlock {

    /** Pixels of the picture per pixel of the last stage. */
    private static final int REDUCTION = 32;

    private final TorchOps ops;
    private final int embedding;
    private final List<Convolution> stem = new ArrayList<>();
    private final List<BatchNorm> stemNorms = new ArrayList<>();
    private final List<Bottleneck> blocks = new ArrayList<>();
    private final AttentionPool pool;

    /** The first block of the last stage, which has a fifth of the work and a twentieth of the activations: it is never computed twice. */
    private final int lastStage;

    ModifiedResNet(String prefix, TorchOps ops, ImageTower.ResNet sizes, int embedding) {
        super(prefix);
        this.ops = ops;
        this.embedding = embedding;
        int width = sizes.width();
        addStem(1, 3, width / 2, 2);
        addStem(2, width / 2, width / 2, 1);
        addStem(3, width / 2, width, 1);
        int in = width;
        for (int stage = 0; stage < sizes.layers().size(); stage++) {
            in = addStage(stage, in, width << stage, sizes.layers().get(stage));
        }
        lastStage = blocks.size() - sizes.layers().get(sizes.layers().size() - 1);
        int side = sizes.resolution() / REDUCTION;
        pool = part(new AttentionPool(named("attnpool."), ops, side, in, sizes.heads(), embedding));
    }

    private void addStem(int number, int in, int out, int stride) {
        stem.add(part(new Convolution(named("conv" + number + "."), in, out, 3, stride)));
        stemNorms.add(part(new BatchNorm(named("bn" + number + "."), out)));
    }

    private int addStage(int stage, int in, int planes, int count) {
        int width = in;
        for (int i = 0; i < count; i++) {
            String name = named("layer" + (stage + 1) + "." + i + ".");
            blocks.add(part(new Bottleneck(name, width, planes, i == 0 && stage > 0 ? 2 : 1)));
            width = planes * Bottleneck.EXPANSION;
        }
        return width;
    }

    @Override
    NDArray compute(NDArray pictures, Pass pass) {
        NDArray x = segment(pictures, pass, wanted -> stem(pictures, wanted));
        for (int i = 0; i < blocks.size(); i++) {
            Bottleneck block = blocks.get(i);
            x = i < lastStage ? block.segment(x, pass) : block.run(x, pass);
        }
        return pool.compute(pass.widened(x), pass);
    }

    private NDArray stem(NDArray pictures, Pass pass) {
        NDArray x = ops.channelsLast(pass.narrowedToConvolve(pictures));
        for (int i = 0; i < stem.size(); i++) {
            x = Activation.relu(stemNorms.get(i).compute(stem.get(i).compute(x, pass), pass));
        }
        return AveragePool.of(x, 2);
    }

    @Override
    Shape outputShape(Shape input) {
        return new Shape(input.get(0), embedding);
    }
}
