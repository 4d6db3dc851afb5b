package io.github.lmclip.core.ablation;

/**
 * The learning rate that was best for a variant.
 *
 * @param variant its name
 * @param rate of the highest mAP
 * @param total that mAP over all classes, in [0, 1], on held-out pictures; NaN where there was no choice
 * @param atEdge whether no lower or no higher rate was tried, so that a better one may lie outside
 */
public record RateChoice(String variant, double rate, double total, boolean atEdge) {}
