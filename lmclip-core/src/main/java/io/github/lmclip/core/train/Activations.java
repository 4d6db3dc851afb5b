package io.github.lmclip.core.train;

import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.engine.Precision;
import io.github.lmclip.core.train.ParameterPlace.Part;
import java.util.ArrayList;
import java.util.List;

/** What a forward pass keeps for the backward pass, counted layer by layer from the sizes of the arrays. */
final class Activations {

    /** Channels out per plane of a bottleneck. */
    private static final int EXPANSION = 4;

    /**
     * One layer's part.
     *
     * @param tower that it belongs to
     * @param block its number as in {@link ParameterPlace}
     * @param input bytes of what goes in, which checkpointing keeps; all of {@code inside} where it computes nothing again
     * @param inside bytes of all that is kept without checkpointing, the input included
     */
    record Layer(Part tower, int block, long input, long inside) {}

    private final int batch;
    private final boolean narrow;
    private final boolean quick;
    private final List<Layer> layers = new ArrayList<>();

    private Activations(Backbone backbone, int batch, Precision precision) {
        this.batch = batch;
        narrow = precision == Precision.BF16;
        quick = backbone.activation() == Activation.QUICK_GELU;
    }

    /**
     * Counts the layers of both towers.
     *
     * @param batch pictures
     * @param textPositions token positions that the text tower computes
     */
    static List<Layer> of(Backbone backbone, int batch, int textPositions, Precision precision) {
        Activations count = new Activations(backbone, batch, precision);
        if (backbone.image() instanceof ImageTower.Vit vit) {
            count.add(vit);
        } else {
            count.add((ImageTower.ResNet) backbone.image());
        }
        count.add(backbone.text(), textPositions);
        return List.copyOf(count.layers);
    }

    private void add(ImageTower.Vit vit) {
        long grid = vit.resolution() / vit.patch();
        long positions = batch * (grid * grid + 1);
        // patches, and these with their places, before the first norm
        layers.add(beginning(2 * positions * vit.width()));
        for (int i = 1; i <= vit.layers(); i++) {
            layers.add(block(Part.IMAGE_TOWER, i, positions, vit.width(), vit.hidden()));
        }
    }

    private void add(TextTower text, int positions) {
        for (int i = 1; i <= text.layers(); i++) {
            layers.add(block(Part.TEXT_TOWER, i, positions, text.width(), 4 * text.width()));
        }
    }

    /**
     * A transformer block: inputs of both norms in float32; their results, queries, keys and values, attention's result
     * twice, the hidden layer before and after its activation (and the sigmoid in it) and the weights in the precision of
     * products, the weights only where they are not the parameters themselves.
     */
    private Layer block(Part tower, int number, long positions, long width, long hidden) {
        long products = positions * (7 * width + (quick ? 3 : 2) * hidden);
        long weights = width * (4 * width + 2 * hidden);
        long inside = 2 * floats(positions * width) + (narrow ? 2 * (products + weights) : floats(products));
        return new Layer(tower, number, floats(positions * width), inside);
    }

    private void add(ImageTower.ResNet net) {
        long side = net.resolution() / 2;
        long half = net.width() / 2;
        // three convolutions and their ReLUs, and the pooled picture
        layers.add(beginning(batch * side * side * (4 * half + 2 * net.width())));
        side /= 2;
        long in = net.width();
        int number = 0;
        for (int stage = 0; stage < net.layers().size(); stage++) {
            boolean last = stage == net.layers().size() - 1;
            long planes = (long) net.width() << stage;
            for (int i = 0; i < net.layers().get(stage); i++) {
                int stride = i == 0 && stage > 0 ? 2 : 1;
                long kept = bottleneck(side, in, planes, stride, i == 0);
                long input = last ? kept : floats(batch * side * side * in);
                layers.add(new Layer(Part.IMAGE_TOWER, ++number, input, kept));
                side /= stride;
                in = planes * EXPANSION;
            }
        }
    }

    /** The input, two convolutions with their ReLUs, the pooled picture, the third convolution and the shortcut's. */
    private long bottleneck(long side, long in, long planes, int stride, boolean changes) {
        long before = batch * side * side;
        long after = before / (stride * stride);
        long kept = before * (in + 4 * planes) + after * planes * EXPANSION;
        if (stride > 1) {
            kept += after * (planes + in);
        }
        if (changes) {
            kept += after * planes * EXPANSION;
        }
        return floats(kept);
    }

    private static Layer beginning(long values) {
        return new Layer(Part.IMAGE_TOWER, 0, 0, floats(values));
    }

    private static long floats(long count) {
        return Float.BYTES * count;
    }
}
