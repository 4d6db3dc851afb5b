package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/**
 * A residual bottleneck whose stride is an average pool after the second convolution, and in the shortcut before its
 * convolution: [N, in, H, W] -> [N, 4 * planes, H / stride, W / stride].
 */
final class Bottleneck extends ClipBlock {

    /** Channels out per plane. */
    static final int EXPANSION = 4;

    private final int stride;
    private final int out;
    private final Convolution conv1;
    private final Convolution conv2;
    private final Convolution conv3;
    private final BatchNorm norm1;
    private final BatchNorm norm2;
    private final BatchNorm norm3;
    private final Convolution shortcut;
    private final BatchNorm shortcutNorm;

    Bottleneck(String prefix, int in, int planes, int stride) {
        super(prefix);
        this.stride = stride;
        out = planes * EXPANSION;
        conv1 = part(new Convolution(named("conv1."), in, planes, 1, 1));
        norm1 = part(new BatchNorm(named("bn1."), planes));
        conv2 = part(new Convolution(named("conv2."), planes, planes, 3, 1));
        norm2 = part(new BatchNorm(named("bn2."), planes));
        conv3 = part(new Convolution(named("conv3."), planes, out, 1, 1));
        norm3 = part(new BatchNorm(named("bn3."), out));
        boolean changes = stride > 1 || in != out;
        shortcut = changes ? part(new Convolution(named("downsample.0."), in, out, 1, 1)) : null;
        shortcutNorm = changes ? part(new BatchNorm(named("downsample.1."), out)) : null;
    }

    @Override
    NDArray compute(NDArray x, Pass pass) {
        NDArray y = Activation.relu(norm1.compute(conv1.compute(x, pass), pass));
        y = Activation.relu(norm2.compute(conv2.compute(y, pass), pass));
        y = norm3.compute(conv3.compute(AveragePool.of(y, stride), pass), pass);
        return Activation.relu(y.add(shortcut(x, pass)));
    }

    private NDArray shortcut(NDArray x, Pass pass) {
        return shortcut == null ? x : shortcutNorm.compute(shortcut.compute(AveragePool.of(x, stride), pass), pass);
    }

    @Override
    Shape outputShape(Shape input) {
        return new Shape(input.get(0), out, input.get(2) / stride, input.get(3) / stride);
    }
}
