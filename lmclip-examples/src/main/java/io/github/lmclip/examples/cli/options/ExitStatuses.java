package io.github.lmclip.examples.cli.options;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What the statuses mean that a command ends with, for the help of every command that does not say more itself. */
public final class ExitStatuses {

    public static final int DONE = 0;
    public static final int FAULT = 1;
    public static final int WRONG_INPUT = 2;
    public static final int STOPPED = 130;

    public static final String HEADING = "%nExit status:%n";

    private static final List<String> COMMON = List.of("0:done", "1:a fault of this program", "2:wrong words or data");

    private ExitStatuses() {}

    /** Adds them to a command and all below it. */
    public static void describe(CommandLine command) {
        UsageMessageSpec help = command.getCommandSpec().usageMessage();
        help.exitCodeListHeading(HEADING);
        if (help.exitCodeList().isEmpty()) {
            help.exitCodeList(UsageMessageSpec.keyValuesMap(COMMON.toArray(String[]::new)));
        }
        command.getSubcommands().values().forEach(ExitStatuses::describe);
    }
}
