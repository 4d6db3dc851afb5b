package io.github.lmclip.core.train;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.OptionalDouble;

/**
 * What becomes of gradients between backward pass and update.
 *
 * @param batchesPerUpdate batches whose gradients are averaged into one update, at least 1; what is left at the end of an
 *     epoch makes an update of its own
 * @param clipNorm the length that the gradient of all parameters together is cut to where it is longer, > 0; absent, never,
 *     as published
 * @param reportNorm whether that length is computed and reported without clipping too
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record GradientOptions(int batchesPerUpdate, OptionalDouble clipNorm, boolean reportNorm)
        implements GradientOptionsCopies.With {

    /** Keeps the quotient of the norms finite, as {@code torch.nn.utils.clip_grad_norm_} does. */
    private static final double EPSILON = 1e-6;

    /** Checks the ranges. */
    public GradientOptions {
        if (batchesPerUpdate < 1) {
            throw new IllegalArgumentException("batchesPerUpdate must be >= 1, got " + batchesPerUpdate);
        }
        if (clipNorm.isPresent()
                && !(clipNorm.getAsDouble() > 0 && clipNorm.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("clipNorm must be a finite number > 0, got %s; leave it out for none"
                    .formatted(clipNorm.getAsDouble()));
        }
    }

    /** Returns the published choice: an update per batch, no clipping. */
    public static GradientOptions defaults() {
        return new GradientOptions(1, OptionalDouble.empty(), false);
    }

    /** Returns whether the norm is needed. */
    boolean measuresNorm() {
        return reportNorm || clipNorm.isPresent();
    }

    /** Returns what to multiply a gradient of this norm by. */
    double clipFactor(double norm) {
        return clipNorm.isPresent() ? Math.min(1, clipNorm.getAsDouble() / (norm + EPSILON)) : 1;
    }
}
