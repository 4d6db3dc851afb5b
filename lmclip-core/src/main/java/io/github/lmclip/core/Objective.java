package io.github.lmclip.core;

import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.losses.AsymmetricLoss;
import io.github.lmclip.losses.BalancedAsymmetricLoss;
import io.github.lmclip.losses.ClassCounts;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.DistributionBalance;
import io.github.lmclip.losses.Loss;
import io.github.lmclip.losses.LossFamily;
import io.github.lmclip.losses.MultiPositiveContrastiveLoss;
import io.github.lmclip.losses.Normalization;
import io.github.lmclip.losses.Positives;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What LM-CLIP minimises, every part of it with a switch: {@code contrastive * ContrastiveLoss + lambda * loss of the
 * classes}.
 *
 * @param contrastive weight of the contrastive loss between pictures and captions, >= 0; 0 leaves it out
 * @param positives which captions of a batch the contrastive loss takes as true of a picture
 * @param lambda weight of the loss of the classes, >= 0; 0 leaves it out
 * @param classes the loss of the classes: {@code bal}, {@code asl}, or a name of {@link LossFamily} in lower case with
 *     hyphens; those of the family have their published settings and ignore what follows
 * @param gammaPos focusing exponent of present classes, >= 0
 * @param gammaNeg focusing exponent of absent classes, >= 0
 * @param margin shift of the probability of absent classes, >= 0
 * @param smoothing share of a target that is spread over all classes, in [0, 1)
 * @param weighted whether classes are weighted by their frequency
 * @param power of those weights, >= 0
 * @param normalization what {@code bal} divides the logits by
 */
public record Objective(
        double contrastive,
        Positives positives,
        double lambda,
        String classes,
        double gammaPos,
        double gammaNeg,
        double margin,
        double smoothing,
        boolean weighted,
        double power,
        Normalization normalization) {

    /** The balanced asymmetric loss. */
    public static final String BALANCED_ASYMMETRIC = "bal";

    /** The asymmetric loss. */
    public static final String ASYMMETRIC = "asl";

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range, both weights are 0 or no loss has that name
     */
    public Objective {
        Objects.requireNonNull(positives, "positives");
        Objects.requireNonNull(classes, "classes");
        Objects.requireNonNull(normalization, "normalization");
        requireWeight("contrastive", contrastive);
        requireWeight("lambda", lambda);
        requireWeight("power", power);
        if (contrastive == 0 && lambda == 0) {
            throw new IllegalArgumentException("contrastive or lambda must be > 0, got 0 for both");
        }
        if (!names().contains(classes)) {
            throw new IllegalArgumentException("classes must be one of %s, got %s".formatted(names(), classes));
        }
        new BalancedAsymmetricLoss(
                gammaPos,
                gammaNeg,
                margin,
                smoothing,
                BalancedAsymmetricLoss.defaults().eps(),
                List.of(),
                normalization,
                true,
                BalancedAsymmetricLoss.defaults().reduction());
    }

    private static void requireWeight(String name, double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s must be a finite number >= 0, got %s".formatted(name, weight));
        }
    }

    /** Returns the names that {@link #classes} may have. */
    public static List<String> names() {
        return Stream.concat(
                        Stream.of(BALANCED_ASYMMETRIC, ASYMMETRIC),
                        Arrays.stream(LossFamily.values()).map(Objective::name))
                .toList();
    }

    private static String name(LossFamily loss) {
        return loss.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns contrastive plus balanced asymmetric loss as published, for the numbers in which presets differ. */
    public static Objective lmClip(double lambda, double gammaNeg, double smoothing, double power) {
        BalancedAsymmetricLoss published = BalancedAsymmetricLoss.defaults();
        return new Objective(
                1,
                Positives.OWN_CAPTION,
                lambda,
                BALANCED_ASYMMETRIC,
                published.gammaPos(),
                gammaNeg,
                published.margin(),
                smoothing,
                true,
                power,
                published.normalization());
    }

    /**
     * Returns the loss.
     *
     * @param frequencies of the training split
     * @param family settings of the distribution-balanced losses
     */
    public Loss loss(ClassFrequencies frequencies, DistributionBalance family) {
        Loss pairs = contrastive == 1 ? pairLoss() : pairLoss().times(contrastive);
        if (lambda == 0) {
            return pairs;
        }
        Loss labels = classLoss(frequencies, family).times(lambda);
        return contrastive == 0 ? labels : pairs.plus(labels);
    }

    private Loss pairLoss() {
        return positives == Positives.OWN_CAPTION ? new ContrastiveLoss() : new MultiPositiveContrastiveLoss(positives);
    }

    private Loss classLoss(ClassFrequencies frequencies, DistributionBalance family) {
        List<Double> weights = weighted ? frequencies.classWeights(power) : List.of();
        return switch (classes) {
            case BALANCED_ASYMMETRIC ->
                BalancedAsymmetricLoss.defaults()
                        .withGammaPos(gammaPos)
                        .withGammaNeg(gammaNeg)
                        .withMargin(margin)
                        .withSmoothing(smoothing)
                        .withClassWeights(weights)
                        .withNormalization(normalization);
            case ASYMMETRIC ->
                new AsymmetricLoss(
                        gammaPos,
                        gammaNeg,
                        margin,
                        smoothing,
                        AsymmetricLoss.defaults().eps(),
                        weights,
                        true,
                        AsymmetricLoss.defaults().reduction());
            default -> family(classes).of(family, new ClassCounts(frequencies.images(), frequencies.counts()));
        };
    }

    private static LossFamily family(String name) {
        return LossFamily.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
