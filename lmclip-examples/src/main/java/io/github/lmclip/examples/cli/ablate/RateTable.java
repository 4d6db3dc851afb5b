package io.github.lmclip.examples.cli.ablate;

import io.github.lmclip.core.ablation.LossReport;
import io.github.lmclip.core.ablation.RateChoice;
import io.github.lmclip.core.eval.GroupMeans;

/** The learning rates that losses were compared at. */
final class RateTable {

    private RateTable() {}

    /** Returns nothing where there was no choice. */
    static String of(LossReport report) {
        if (report.sweep().isEmpty()) {
            return "";
        }
        StringBuilder table =
                new StringBuilder("Learning rates of the highest mAP (total, %%, last epoch, seed %d, %s):%n"
                        .formatted(
                                report.sweep()
                                        .get()
                                        .ablation()
                                        .base()
                                        .training()
                                        .seed(),
                                report.sweep().get().ablation().measuredOn().words()));
        for (RateChoice choice : report.choices()) {
            String edge = choice.atEdge() ? "  at the edge of what was tried" : "";
            table.append("%-32s%12s%10s%s%n"
                    .formatted(choice.variant(), choice.rate(), GroupMeans.percent(choice.total()), edge));
        }
        return table.append(System.lineSeparator()).toString();
    }
}
