package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.engine.TorchOps;
import java.util.ArrayList;
import java.util.List;

/**
 * CLIP's vision transformer: patches and a class token, normalised before and after the blocks; pictures [N, 3, R, R] ->
 * features [N, D], not normalised.
 */
public final class VisionTransformer extends ClipBlock {

    private final TorchOps ops;
    private final ImageTower.Vit sizes;
    private final int embedding;
    private final Parameter patches;
    private final Parameter classEmbedding;
    private final Parameter positions;
    private final Parameter projection;
    private final LayerNorm normBefore;
    private final LayerNorm normAfter;
    private final List<ResidualAttention> blocks = new ArrayList<>();

    VisionTransformer(String prefix, TorchOps ops, ImageTower.Vit sizes, int embedding, Activation activation) {
        super(prefix);
        this.ops = ops;
        this.sizes = sizes;
        this.embedding = embedding;
        int width = sizes.width();
        long grid = sizes.resolution() / sizes.patch();
        classEmbedding = weight("class_embedding", width);
        positions = weight("positional_embedding", grid * grid + 1, width);
        projection = weight("proj", width, embedding);
        patches = weight("conv1.weight", width, 3, sizes.patch(), sizes.patch());
        normBefore = part(new LayerNorm(named("ln_pre."), width));
        BlockSizes block = new BlockSizes(width, sizes.heads(), sizes.hidden(), activation);
        for (int i = 0; i < sizes.layers(); i++) {
            String name = named("transformer.resblocks." + i + ".");
            blocks.add(part(new ResidualAttention(name, ops, block)));
        }
        normAfter = part(new LayerNorm(named("ln_post."), width));
    }

    @Override
    NDArray compute(NDArray pictures, Pass pass) {
        Shape stride = new Shape(sizes.patch(), sizes.patch());
        NDArray tokens = Conv2d.conv2d(
                        pass.narrowedToConvolve(pictures), pass.narrowedToConvolve(pass.of(patches)), null, stride)
                .singletonOrThrow()
                .reshape(pictures.getShape().get(0), sizes.width(), -1)
                .transpose(0, 2, 1);
        NDArray x = ops.prepend(tokens, pass.of(classEmbedding)).add(pass.of(positions));
        x = normBefore.compute(x, pass);
        for (ResidualAttention block : blocks.subList(0, blocks.size() - 1)) {
            x = block.segment(x, pass);
        }
        NDArray classToken = blocks.get(blocks.size() - 1).computeFirst(x, pass);
        return normAfter.compute(classToken, pass).matMul(pass.of(projection));
    }

    @Override
    Shape outputShape(Shape input) {
        return new Shape(input.get(0), embedding);
    }
}
