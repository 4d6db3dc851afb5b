package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.eval.Bootstrap;
import picocli.CommandLine.Option;

/** The words that say how intervals are drawn. */
final class IntervalOptions {

    @Option(
            names = "--resamples",
            description = "How often pictures are drawn anew for the intervals (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000")
    private int resamples;

    @Option(names = "--level", description = "Of the intervals (default: ${DEFAULT-VALUE}).", defaultValue = "0.95")
    private double level;

    @Option(
            names = "--interval",
            description = "percentile or bca (default: ${DEFAULT-VALUE}).",
            paramLabel = "METHOD",
            defaultValue = "bca")
    private Bootstrap.Method method;

    @Option(names = "--interval-seed", description = "Of the draws (default: ${DEFAULT-VALUE}).", defaultValue = "0")
    private long seed;

    Bootstrap bootstrap() {
        return new Bootstrap(resamples, level, method, seed);
    }
}
