package io.github.lmclip.losses;

import java.util.function.BiFunction;

/**
 * The losses on logits that long-tailed multi-label classification is published with, by name, at their published
 * settings: what a loss of one's own is compared with. {@link SingleLabelAsymmetricLoss} is not among them, as it takes
 * one class per picture, nor {@link ClassEmbeddingLoss}, which takes embeddings of tokens.
 */
public enum LossFamily {
    /** Binary cross-entropy, equal to the multi-label soft margin loss. */
    CROSS_ENTROPY((settings, counts) -> new BinaryCrossEntropyLoss()),
    /** Softmax cross-entropy with evenly shared targets. */
    SOFTMAX((settings, counts) -> ComposedLoss.of(CrossEntropy.SOFTMAX)),
    /** Focal loss of the distribution-balanced loss's repository. */
    FOCAL((settings, counts) -> plain().focused(Focusing.FOCAL)),
    /** Inverse frequency. */
    INVERSE_FREQUENCY((settings, counts) -> plain().weighted(FrequencyWeighting.inverse(counts))),
    /** Root of the inverse frequency. */
    ROOT_INVERSE_FREQUENCY((settings, counts) -> plain().weighted(FrequencyWeighting.rootInverse(counts))),
    /** Class-balanced, each class by itself. */
    CLASS_BALANCED((settings, counts) -> plain().weighted(ClassBalancing.of(counts))),
    /** Class-balanced by the mean count of a picture's classes. */
    CLASS_BALANCED_MEAN_COUNT(
            (settings, counts) -> plain().weighted(balancing(counts, ClassBalancing.Averaging.MEAN_COUNT))),
    /** Class-balanced by the mean weight of a picture's classes. */
    CLASS_BALANCED_MEAN_WEIGHT(
            (settings, counts) -> plain().weighted(balancing(counts, ClassBalancing.Averaging.MEAN_WEIGHT))),
    /** Class-balanced by the rarest of a picture's classes. */
    CLASS_BALANCED_LEAST_COUNT(
            (settings, counts) -> plain().weighted(balancing(counts, ClassBalancing.Averaging.LEAST_COUNT))),
    /** Class-balanced with negative tolerance and one focal factor per batch, times 10: CBloss of HP-DVAL. */
    CLASS_BALANCED_TOLERANT((settings, counts) -> settings.tolerant(counts)
            .weighted(ClassBalancing.of(counts))
            .focused(settings.focusing().withScope(Focusing.Scope.BATCH))
            .times(10)),
    /** Re-balanced weighting alone. */
    REBALANCED((settings, counts) -> plain().weighted(settings.rebalancing(counts))),
    /** Negative tolerance alone. */
    NEGATIVE_TOLERANT(DistributionBalance::tolerant),
    /** Distribution-balanced without the focal factor. */
    DISTRIBUTION_BALANCED_UNFOCUSED(
            (settings, counts) -> settings.authors(counts).focused(Focusing.NONE)),
    /** Distribution-balanced as in its authors' code. */
    DISTRIBUTION_BALANCED(DistributionBalance::authors),
    /** Distribution-balanced as LMPT and HP-DVAL copy it. */
    DISTRIBUTION_BALANCED_COPY(DistributionBalance::copies),
    /** Distribution-balanced as LMPT's bl.py has it. */
    DISTRIBUTION_BALANCED_UNDIVIDED(DistributionBalance::undivided),
    /** DB* as coded. */
    STAR(DistributionBalance::star),
    /** DB* as in its paper. */
    STAR_OF_PAPER(DistributionBalance::starOfPaper),
    /** Ranking loss with absent classes of target 0. */
    RANKING((settings, counts) -> RankingLoss.defaults());

    private final BiFunction<DistributionBalance, ClassCounts, Loss> recipe;

    LossFamily(BiFunction<DistributionBalance, ClassCounts, Loss> recipe) {
        this.recipe = recipe;
    }

    /**
     * Returns the loss.
     *
     * @param settings of those that have to do with the distribution-balanced loss
     * @param counts training images per class
     */
    public Loss of(DistributionBalance settings, ClassCounts counts) {
        return recipe.apply(settings, counts);
    }

    private static ComposedLoss plain() {
        return ComposedLoss.of(CrossEntropy.SIGMOID);
    }

    private static ClassBalancing balancing(ClassCounts counts, ClassBalancing.Averaging averaging) {
        return new ClassBalancing(counts, ClassBalancing.PUBLISHED_BETA, averaging);
    }
}
