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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * CLIP's causal text transformer: token ids, int64 [N, L] -> features [N, D], not normalised. The feature is taken at
 * the first position of the largest id, the end token, so that whatever follows it has no influence; sequences are folded
 * into a {@link TokenTree}, and the last block computes their ends only.
 */
public final class TextTransformer extends ClipBlock {

    private final TextTower sizes;
    private final int embedding;
    private final Parameter tokens;
    private final Parameter positions;
    private final Parameter projection;
    private final LayerNorm norm;
    private final List<ResidualAttention> blocks = new ArrayList<>();

    TextTransformer(String prefix, TorchOps ops, TextTower sizes, int embedding, Activation activation) {
        super(prefix);
        this.sizes = sizes;
        this.embedding = embedding;
        positions = weight("positional_embedding", sizes.positions(), sizes.width());
        projection = weight("text_projection", sizes.width(), embedding);
        tokens = weight("token_embedding.weight", sizes.vocabulary(), sizes.width());
        BlockSizes block = new BlockSizes(sizes.width(), sizes.heads(), 4 * sizes.width(), activation);
        for (int i = 0; i < sizes.layers(); i++) {
            String name = named("transformer.resblocks." + i + ".");
            blocks.add(part(new ResidualAttention(name, ops, block)));
        }
        norm = part(new LayerNorm(named("ln_final."), sizes.width()));
    }

    /** Encodes padded sequences; {@link Clip#encodeText(TokenTree, ai.djl.ndarray.NDManager, boolean)} says the same. */
    @Override
    NDArray compute(NDArray ids, Pass pass) {
        return compute(TreeArrays.of(tree(ids), ids.getManager()), pass);
    }

    private static TokenTree tree(NDArray ids) {
        long[] all = ids.toLongArray();
        int length = Math.toIntExact(ids.getShape().get(1));
        List<int[]> sequences = new ArrayList<>();
        for (int start = 0; start < all.length; start += length) {
            sequences.add(Arrays.stream(all, start, start + length)
                    .mapToInt(Math::toIntExact)
                    .toArray());
        }
        return TokenTree.of(sequences);
    }

    NDArray compute(TreeArrays tree, Pass pass) {
        NDArray x = rows(tree.ids(), pass.of(tokens)).add(rows(tree.places(), pass.of(positions)));
        Optional<NDArray> mask = Optional.of(tree.mask());
        ResidualAttention last = blocks.get(blocks.size() - 1);
        for (ResidualAttention block : blocks.subList(0, blocks.size() - 1)) {
            x = block.segment(x, mask, pass);
        }
        NDArray ends = last.computeRows(x, mask, tree.ends(), pass);
        return norm.compute(ends, pass).matMul(pass.of(projection));
    }

    private static NDArray rows(NDArray numbers, NDArray table) {
        return Embedding.embedding(numbers, table, SparseFormat.DENSE).singletonOrThrow();
    }

    @Override
    Shape outputShape(Shape input) {
        return new Shape(input.get(0), embedding);
    }
}
