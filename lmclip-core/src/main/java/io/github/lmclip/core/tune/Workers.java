package io.github.lmclip.core.tune;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.train.MemoryEstimate;
import java.util.List;

/** How many trials to train at once. */
final class Workers {

    /** Share of the memory that trials may take; the rest is the system's, and its cache of files. */
    private static final double SHARE = 0.8;

    /** Tokens of a class name or a caption beside the prompt's, as a rule. */
    private static final int OWN_TOKENS = 6;

    private Workers() {}

    /** Returns as many as there are processors, and no more than memory allows; at least one. */
    static int of(Tuning tuning) {
        long each = largest(tuning);
        long there = MemoryEstimate.of(tuning.base().machine().place());
        int processors = Runtime.getRuntime().availableProcessors();
        return (int) Math.max(1, Math.min(processors, SHARE * there / each));
    }

    /** Returns the bytes of the largest trial: the most that any one value of the space makes of the configuration. */
    private static long largest(Tuning tuning) {
        Configuration base = tuning.base();
        List<String> classes = base.data().open().classNames();
        long most = bytes(base, classes.size());
        for (var entry : tuning.space().domains().entrySet()) {
            for (String value : entry.getValue().probes()) {
                most = Math.max(most, bytes(base.with(entry.getKey(), value), classes.size()));
            }
        }
        return most;
    }

    private static long bytes(Configuration configuration, int classes) {
        int texts = classes + configuration.training().batchSize();
        return MemoryEstimate.of(
                        Backbone.named(configuration.network().backbone()),
                        configuration.training(),
                        OWN_TOKENS * texts)
                .total();
    }
}
