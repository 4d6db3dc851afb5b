package io.github.lmclip.examples.cli.output;

import ai.djl.Device;
import io.github.lmclip.core.train.MemoryEstimate;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.TrainingOptions;

/** Says before a run that it needs more memory than there is, and which options lower that. */
public record MemoryWarning(TrainingOptions options, Device device) implements ProgressListener {

    private static final double GIGABYTE = 1e9;

    @Override
    public void onStart(MemoryEstimate estimate) {
        long there = MemoryEstimate.of(device);
        if (estimate.total() > there) {
            System.err.printf("%s%n", text(estimate, there));
        }
    }

    public String text(MemoryEstimate estimate, long there) {
        return "Warning: %s; there are %.1f. %s."
                .formatted(estimate.words(), there / GIGABYTE, sentence(MemoryEstimate.advice(options)));
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
    }
}
