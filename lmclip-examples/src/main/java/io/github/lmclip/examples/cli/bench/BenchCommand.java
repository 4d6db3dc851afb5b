package io.github.lmclip.examples.cli.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code lmclip bench}: measurements, each engine beside its peers in one run. */
@Command(
        name = "bench",
        description = "Measure speed and memory on this machine.",
        subcommands = {
            LoadBench.class,
            TextBench.class,
            TrainBench.class,
            InferBench.class,
            OpenBench.class,
            DataBench.class,
            MetricsBench.class
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  lmclip bench metrics", "  lmclip bench train --backbone RN50 --json rows.json"})
public final class BenchCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to measure: " + String.join(", ", spec.subcommands().keySet()));
    }
}
