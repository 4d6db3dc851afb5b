package io.github.lmclip.core.ablation;

import java.util.List;
import java.util.Optional;

/**
 * What a comparison of losses has found so far.
 *
 * @param choices the learning rates
 * @param sweep the runs that they were chosen from, on held-out pictures; absent for one rate alone
 * @param comparison the runs at those rates; absent if the sweep was stopped
 */
public record LossReport(
        List<RateChoice> choices, Optional<AblationReport> sweep, Optional<AblationReport> comparison) {

    /** Copies the list. */
    public LossReport {
        choices = List.copyOf(choices);
    }
}
