package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.engine.TorchOps;
import java.util.ArrayList;
import java.util.List;

/**
 * CLIP's causal text transformer: token ids, int64 [N, L] -> features [N, D], not normalised. The feature is taken at
 * the first position of the largest id, the end token, so that whatever follows it has no influence: sequences may be
 * cut to the longest one of the batch.
 */
public final class TextTransformer extends ClipBlock {

    private final TorchOps ops;
    private final TextTower sizes;
    private final int embedding;
    private final Parameter tokens;
    private final Parameter positions;
    private final Parameter projection;
    private final LayerNorm norm;
    private final List<ResidualAttention> blocks = new ArrayList<>();

    TextTransformer(String prefix, TorchOps ops, TextTower sizes, int embedding, Activation activation) {
        super(prefix);
        this.ops = ops;
        this.sizes = sizes;
        this.embedding = embedding;
        positions = weight("positional_embedding", sizes.positions(), sizes.width());
        projection = weight("text_projection", sizes.width(), embedding);
        tokens = weight("token_embedding.weight", sizes.vocabulary(), sizes.width());
        BlockSizes block = new BlockSizes(sizes.width(), sizes.heads(), 4 * sizes.width(), true, activation);
        for (int i = 0; i < sizes.layers(); i++) {
            String name = named("transformer.resblocks." + i + ".");
            blocks.add(part(new ResidualAttention(name, ops, block)));
        }
        norm = part(new LayerNorm(named("ln_final."), sizes.width()));
    }

    @Override
    NDArray compute(NDArray ids, Pass pass) {
        long length = ids.getShape().get(1);
        NDArray x =
                Embedding.embedding(ids, pass.of(tokens), SparseFormat.DENSE).singletonOrThrow();
        NDArray places = pass.of(positions).get("0:" + length);
        x = x.add(places);
        for (ResidualAttention block : blocks) {
            x = block.run(x, pass);
        }
        NDArray ends = ops.rows(x.reshape(-1, sizes.width()), endRows(ids, length));
        return norm.compute(ends, pass).matMul(pass.of(projection));
    }

    /** Returns the row of each sequence's end token in the [N * L, width] matrix of all positions. */
    private static NDArray endRows(NDArray ids, long length) {
        NDArray starts = ids.getManager().arange(0, ids.getShape().get(0)).toType(ids.getDataType(), false);
        return starts.mul(length).add(ids.argMax(1));
    }

    @Override
    Shape outputShape(Shape input) {
        return new Shape(input.get(0), embedding);
    }
}
