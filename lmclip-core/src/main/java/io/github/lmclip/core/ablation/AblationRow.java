package io.github.lmclip.core.ablation;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.MeanAndDeviation;
import io.github.lmclip.core.eval.PairedDifference;
import java.util.Optional;

/**
 * What one variant came to on one group of classes.
 *
 * @param variant its name
 * @param part the classes
 * @param means mAP over the seeds, in [0, 1]
 * @param difference to the base from the same seeds; empty for the base itself, and where they share no seed
 */
public record AblationRow(
        String variant, GroupMeans.Part part, MeanAndDeviation means, Optional<PairedDifference> difference) {}
