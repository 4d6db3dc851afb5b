package io.github.lmclip.core.train;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * What weight decay leaves alone. As published, nothing.
 *
 * @param biasesAndNorms whether all biases and both vectors of every normalisation are
 * @param embeddings whether token, class and position embeddings are
 * @param logitScale whether the logit scale is
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record Undecayed(boolean biasesAndNorms, boolean embeddings, boolean logitScale)
        implements UndecayedCopies.With {

    /** Returns the published choice: everything decays. */
    public static Undecayed defaults() {
        return new Undecayed(false, false, false);
    }

    /** Returns whether a parameter is left alone. */
    boolean covers(ParameterPlace place) {
        return switch (place.kind()) {
            case BIAS, NORM -> biasesAndNorms;
            case EMBEDDING -> embeddings;
            case LOGIT_SCALE -> logitScale;
            case WEIGHT -> false;
        };
    }
}
