package io.github.lmclip.examples.cli;

import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.serve.OnnxModelException;
import io.github.lmclip.core.weights.WeightsException;
import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.examples.cli.ablate.AblateCommand;
import io.github.lmclip.examples.cli.bench.BenchCommand;
import io.github.lmclip.examples.cli.classify.ClassifyCommand;
import io.github.lmclip.examples.cli.data.CheckDataCommand;
import io.github.lmclip.examples.cli.data.DescribeCommand;
import io.github.lmclip.examples.cli.data.FetchCommand;
import io.github.lmclip.examples.cli.evaluate.CompareCommand;
import io.github.lmclip.examples.cli.evaluate.ReportCommand;
import io.github.lmclip.examples.cli.evaluate.TestCommand;
import io.github.lmclip.examples.cli.evaluate.ZeroShotCommand;
import io.github.lmclip.examples.cli.options.ExitStatuses;
import io.github.lmclip.examples.cli.options.JsonOnOutput;
import io.github.lmclip.examples.cli.tune.TuneCommand;
import io.github.lmclip.examples.cli.weights.ConvertCommand;
import io.github.lmclip.examples.cli.weights.ExportCommand;
import io.github.lmclip.examples.cli.weights.InspectCommand;
import io.github.lmclip.examples.cli.weights.InterpolateCommand;
import io.github.lmclip.examples.cli.weights.SoupCommand;
import java.io.UncheckedIOException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code lmclip COMMAND}. It ends with one of {@link ExitStatuses}. */
@Command(
        name = "lmclip",
        description = "Fine-tunes CLIP for long-tailed multi-label images, on the JVM alone.",
        subcommands = {
            QuickstartCommand.class,
            TrainCommand.class,
            AblateCommand.class,
            TuneCommand.class,
            TestCommand.class,
            CompareCommand.class,
            ReportCommand.class,
            InterpolateCommand.class,
            SoupCommand.class,
            ZeroShotCommand.class,
            FetchCommand.class,
            DescribeCommand.class,
            CheckDataCommand.class,
            ExportCommand.class,
            ClassifyCommand.class,
            InspectCommand.class,
            ConvertCommand.class,
            BenchCommand.class,
            CompletionCommand.class
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip quickstart",
            "  lmclip train --config voc_mlt_rn50 --images /data/voc",
            "  lmclip test --config voc_mlt_rn50 --images /data/voc --json tables.json"
        },
        version = "lm-clip 0.1.0-SNAPSHOT")
public final class Launcher implements Runnable {

    /** Wide enough for every example. */
    private static final int HELP_WIDTH = 120;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(
            names = "--verbose",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Print the stack trace of an error.")
    private boolean verbose;

    /** Creates the command, for the command line's parser. */
    public Launcher() {}

    /** Runs one command and ends the JVM with its exit status. */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Runs one command and returns its exit status. */
    public static int execute(String... args) {
        return commandLine()
                .setExecutionExceptionHandler((error, command, parsed) -> explain(error, command, args))
                .execute(args);
    }

    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Launcher())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionStrategy(new JsonOnOutput());
        ExitStatuses.describe(line);
        return line;
    }

    private static int explain(Exception error, CommandLine command, String... args) {
        command.getErr().println("lmclip: " + message(error));
        if (Arrays.asList(args).contains("--verbose")) {
            error.printStackTrace(command.getErr());
        }
        return isWrongInput(error) ? ExitStatuses.WRONG_INPUT : ExitStatuses.FAULT;
    }

    private static String message(Throwable error) {
        return isWrongInput(error) ? error.getMessage() : error.toString();
    }

    private static boolean isWrongInput(Throwable error) {
        return error instanceof IllegalArgumentException
                || error instanceof IllegalStateException
                || error instanceof DatasetException
                || error instanceof PictureException
                || error instanceof WeightsException
                || error instanceof OnnxModelException
                || error instanceof LmClipException
                || error instanceof FetchException
                || error instanceof UncheckedIOException;
    }

    /** Says what the commands are; without one there is nothing to do. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say a command, such as: lmclip quickstart");
    }
}
