package io.github.lmclip.losses;

import java.util.List;

/**
 * The settings of the distribution-balanced loss, and the losses that its authors and those who copied it make of them.
 * Three ideas: {@link Rebalancing} of pictures that show several classes, negative tolerance (a {@link PriorBias}, and
 * logits of absent classes scaled by lambda at a weight of 1 / lambda), and {@link Focusing}. To switch one off, take a
 * loss from here and give it {@code withWeightings(List.of())}, {@code withShifts(List.of())} or {@code
 * focused(Focusing.NONE)}.
 *
 * @param lift alpha of the re-balancing, >= 0
 * @param slope beta of the re-balancing, >= 0
 * @param shift mu of the re-balancing, >= 0
 * @param tolerance lambda, > 0; 1 for none
 * @param bias kappa, >= 0; 0 for none
 * @param gamma exponent of the focal factor, >= 0
 * @param factor what the focal loss is multiplied by, >= 0
 * @param stretch p, what DB* scales the logits of present classes by, > 0
 * @see <a href="https://arxiv.org/abs/2007.09654">Wu et al., Distribution-Balanced Loss for Multi-Label Classification in
 *     Long-Tailed Datasets, ECCV 2020</a>
 */
public record DistributionBalance(
        double lift,
        double slope,
        double shift,
        double tolerance,
        double bias,
        double gamma,
        double factor,
        double stretch) {

    /** The settings that all published codes share on VOC-MLT; p is that of HP-DVAL's first stage. */
    public static final DistributionBalance VOC_MLT = new DistributionBalance(0.1, 10, 0.3, 5, 0.05, 2, 2, 10);

    /** The settings that all published codes share on COCO-MLT; p is that of HP-DVAL's first stage. */
    public static final DistributionBalance COCO_MLT = new DistributionBalance(0.1, 10, 0.2, 2, 0.05, 2, 2, 5);

    /** The share that bl.py gives to positives, and to negatives. */
    private static final double HALF = 0.5;

    /** Checks the ranges. */
    public DistributionBalance {
        Requirements.finiteAtLeast("lift", lift, 0);
        Requirements.finiteAtLeast("slope", slope, 0);
        Requirements.finiteAtLeast("shift", shift, 0);
        Requirements.positive("tolerance", tolerance);
        Requirements.finiteAtLeast("bias", bias, 0);
        Requirements.finiteAtLeast("gamma", gamma, 0);
        Requirements.finiteAtLeast("factor", factor, 0);
        Requirements.positive("stretch", stretch);
    }

    /** Returns the loss as its authors' code computes it: a focal factor for each element. */
    public ComposedLoss authors(ClassCounts counts) {
        return tolerant(counts).weighted(rebalancing(counts)).focused(focusing());
    }

    /**
     * Returns the loss as LMPT's dbl.py and HP-DVAL's second stage compute it: one focal factor for the whole batch. The
     * same as {@link #authors} without focusing.
     */
    public ComposedLoss copies(ClassCounts counts) {
        return authors(counts).focused(focusing().withScope(Focusing.Scope.BATCH));
    }

    /**
     * Returns the loss as LMPT's bl.py computes it: the prior bias is not divided by lambda, and the focal factor comes
     * with the balance 1/2 for positives and negatives.
     */
    public ComposedLoss undivided(ClassCounts counts) {
        return tolerant(new PriorBias(counts, bias), TargetScaling.of(1, tolerance))
                .weighted(rebalancing(counts))
                .weighted(new TargetWeighting(HALF, HALF))
                .focused(new Focusing(gamma, 1, Focusing.Scope.ELEMENT));
    }

    /** Returns DB* as HP-DVAL's first stage computes it: {@link #copies} with the logits of present classes times p. */
    public ComposedLoss star(ClassCounts counts) {
        return tolerant(new PriorBias(counts, bias / tolerance), TargetScaling.of(stretch, tolerance))
                .weighted(rebalancing(counts))
                .focused(focusing().withScope(Focusing.Scope.BATCH));
    }

    /**
     * Returns DB* where HP-DVAL's paper departs from its code: a present class's logit is scaled by its share n / max n of
     * the largest class's images in place of p, the claims of all classes are summed in the re-balancing, and the prior
     * bias is not divided by lambda. The focal factor is each element's: the batch's mean is the code's alone.
     *
     * @see <a href="https://arxiv.org/abs/2509.17747">Huang et al., Dual-View Alignment Learning with Hierarchical-Prompt,
     *     2025</a>
     */
    public ComposedLoss starOfPaper(ClassCounts counts) {
        return tolerant(new PriorBias(counts, bias), TargetScaling.byFrequency(counts, tolerance))
                .weighted(new Rebalancing(counts, lift, slope, shift, Rebalancing.Claims.ALL))
                .focused(focusing());
    }

    /**
     * Returns the negative-tolerant cross-entropy alone, without re-balancing and focusing. None of the published codes
     * gives it: three throw where there are no weights, and LMPT's bl.py then leaves the factor 1 / lambda out.
     */
    public ComposedLoss tolerant(ClassCounts counts) {
        return tolerant(new PriorBias(counts, bias / tolerance), TargetScaling.of(1, tolerance));
    }

    private ComposedLoss tolerant(PriorBias prior, TargetScaling scaling) {
        return ComposedLoss.of(CrossEntropy.SIGMOID)
                .withShifts(List.of(prior, scaling))
                .weighted(new TargetWeighting(1, 1 / tolerance));
    }

    /** Returns the re-balanced weighting alone. */
    public Rebalancing rebalancing(ClassCounts counts) {
        return new Rebalancing(counts, lift, slope, shift, Rebalancing.Claims.PRESENT);
    }

    /** Returns the focusing alone. */
    public Focusing focusing() {
        return new Focusing(gamma, factor, Focusing.Scope.ELEMENT);
    }
}
