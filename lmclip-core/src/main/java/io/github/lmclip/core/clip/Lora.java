package io.github.lmclip.core.clip;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Low-rank adaptation: chosen matrices W [out, in] stay as they are, and W + alpha / rank * B A is used in their place, with
 * trained A [rank, in] and B [out, rank]. Nothing else is trained, but for what CLIP does not have: {@link ClipExtras}.
 *
 * @param rank of each addition, at least 1 and at most the smaller side of every chosen matrix
 * @param alpha scale of the additions, > 0, divided by the rank so that another rank needs no other learning rate
 * @param tower which towers are adapted
 * @param maps which of their linear maps
 * @see <a href="https://arxiv.org/abs/2106.09685">Hu et al., LoRA: Low-Rank Adaptation of Large Language Models, ICLR 2022</a>
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record Lora(int rank, double alpha, Tower tower, Maps maps) implements LoraCopies.With {

    private static final Pattern ATTENTION =
            Pattern.compile(".*\\.attn\\.(in_proj_weight|out_proj\\.weight)|visual\\.attnpool\\.[qkvc]_proj\\.weight");

    private static final Pattern MLP = Pattern.compile(".*\\.mlp\\.c_(fc|proj)\\.weight");

    /** Towers to adapt. */
    public enum Tower {
        BOTH,
        IMAGE,
        TEXT;

        private boolean has(String name) {
            return this == BOTH || (this == IMAGE) == name.startsWith("visual.");
        }
    }

    /** Linear maps to adapt. */
    public enum Maps {
        /** Those of attention and of perceptrons. */
        ALL,
        /** Queries, keys and values, which are one matrix here, and outputs; all four of the attention pool of a ResNet. */
        ATTENTION,
        /** Both of every block's perceptron; a ResNet has none. */
        MLP
    }

    /** Checks the ranges. */
    public Lora {
        if (rank < 1) {
            throw new IllegalArgumentException("rank must be >= 1, got " + rank);
        }
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("alpha must be a finite number > 0, got " + alpha);
        }
        Objects.requireNonNull(tower, "tower");
        Objects.requireNonNull(maps, "maps");
    }

    /** Returns rank 8 and alpha 16 on all linear maps of both towers. */
    public static Lora defaults() {
        return new Lora(8, 16, Tower.BOTH, Maps.ALL);
    }

    /** Returns whether the matrix of an OpenAI name is adapted. */
    public boolean adapts(String name) {
        boolean attention = maps != Maps.MLP && ATTENTION.matcher(name).matches();
        boolean mlp = maps != Maps.ATTENTION && MLP.matcher(name).matches();
        return tower.has(name) && (attention || mlp);
    }
}
