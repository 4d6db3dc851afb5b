package io.github.lmclip.examples.cli;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.eval.Evaluation;
import java.util.List;
import java.util.Optional;

/** Every method at every learning rate, measured on pictures of neither split: how the rates were chosen. */
final class LearningRateSweep {

    private static final List<Double> RATES = List.of(1e-5, 3e-5, 1e-4, 2e-4, 3e-4, 1e-3);

    private LearningRateSweep() {}

    static void run(Quickstart quickstart) {
        StringBuilder table = new StringBuilder(Tables.header());
        for (FineTuning method : FineTuning.values()) {
            for (double rate : RATES) {
                try (LmClip model = quickstart.train(method, rate, 0, Optional.empty())) {
                    Evaluation found = model.evaluate(quickstart.validation());
                    String line = Tables.groups(List.of(method.title() + " " + rate), List.of(found));
                    table.append(line.substring(Tables.header().length()));
                }
            }
        }
        System.out.printf("%nmAP in %% on held-out pictures, seed 0:%n%s", table);
    }
}
