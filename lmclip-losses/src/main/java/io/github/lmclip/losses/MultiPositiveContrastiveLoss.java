package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.Objects;

/**
 * CLIP's loss for batches in which several captions are true of a picture: each of them must be found, and counts the
 * same. Where a caption is true of its own picture only, this is {@link ContrastiveLoss}.
 *
 * <pre>
 * P(i) = the pictures whose caption is true of picture i     x = pairwise logits
 * loss = -1/(2N) sum_i 1/|P(i)| sum_(j in P(i)) (log softmax_j(x_i.) + log softmax_j(x_.i))
 * </pre>
 *
 * @param positives which captions are true of a picture
 * @see <a href="https://arxiv.org/abs/2204.03610">Yang et al., Unified Contrastive Learning in Image-Text-Label Space, CVPR
 *     2022, equations 2 and 3</a>
 */
public record MultiPositiveContrastiveLoss(Positives positives) implements Loss {

    /** Checks that the choice is not null. */
    public MultiPositiveContrastiveLoss {
        Objects.requireNonNull(positives, "positives");
    }

    @Override
    public NDArray evaluate(LossInput batch) {
        NDArray logits = batch.pairLogits();
        NDArray matrix = positives.matrix(batch);
        NDArray ofPictures = matrix.div(matrix.sum(new int[] {1}, true));
        NDArray found =
                logits.logSoftmax(1).mul(ofPictures).add(logits.logSoftmax(0).mul(ofPictures.transpose()));
        return Scalars.times(found.sum(), -0.5 / batch.size());
    }
}
