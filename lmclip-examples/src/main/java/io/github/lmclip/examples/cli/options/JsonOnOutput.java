package io.github.lmclip.examples.cli.options;

import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs a command; where it prints JSON, the standard output holds nothing else, and its tables go to the error stream. */
public final class JsonOnOutput implements IExecutionStrategy {

    private final RunLast last = new RunLast();

    @Override
    public int execute(ParseResult words) {
        CommandLine whole = words.commandSpec().commandLine();
        PrintStream output = System.out;
        whole.setOut(new PrintWriter(output, true));
        if (!isPrinted(words)) {
            return last.execute(words);
        }
        System.setOut(System.err);
        try {
            return last.execute(words);
        } finally {
            System.setOut(output);
        }
    }

    private static boolean isPrinted(ParseResult words) {
        ParseResult leaf = words;
        while (leaf.hasSubcommand()) {
            leaf = leaf.subcommand();
        }
        return json(leaf.commandSpec()).isPrinted();
    }

    private static JsonOption json(CommandSpec command) {
        return command.mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(JsonOption.class::isInstance)
                .map(JsonOption.class::cast)
                .findFirst()
                .orElseGet(JsonOption::new);
    }
}
