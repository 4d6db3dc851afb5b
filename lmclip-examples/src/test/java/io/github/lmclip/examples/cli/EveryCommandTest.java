package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.examples.cli.options.JsonOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What each command's help promises, and that its examples are words that it takes. */
class EveryCommandTest {

    private static final Path TABLE = Path.of("..", "docs", "commands.md");

    static Stream<CommandSpec> commands() {
        return below(Launcher.commandLine()).map(CommandLine::getCommandSpec);
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return command.getSubcommands().values().stream().flatMap(each -> Stream.concat(Stream.of(each), below(each)));
    }

    /** Those that do something; a script for the shell is no result, and "bench" alone does nothing. */
    static Stream<CommandSpec> workers() {
        return commands()
                .filter(command ->
                        command.subcommands().isEmpty() && !command.name().equals("completion"));
    }

    @ParameterizedTest
    @MethodSource("workers")
    void takesJson(CommandSpec command) {
        OptionSpec json = command.optionsMap().get(JsonOption.NAME);
        assertTrue(json != null, command.qualifiedName());
        assertEquals("FILE", json.paramLabel());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpHasExamplesAndExitStatuses(CommandSpec command) {
        String help = command.commandLine().getUsageMessage();
        assertTrue(help.contains("Examples:"), help);
        assertTrue(help.contains("Exit status:"), help);
        assertTrue(
                command.usageMessage().exitCodeList().keySet().containsAll(Set.of("0", "1", "2")),
                command.qualifiedName());
    }

    /** The list of commands shows the header, or else the first line of the description. */
    @ParameterizedTest
    @MethodSource("commands")
    void theListOfCommandsShowsAWholeSentence(CommandSpec command) {
        String[] header = command.usageMessage().header();
        String[] description = command.usageMessage().description();
        String shown = header.length > 0 ? header[0] : description[0];
        assertTrue(shown.endsWith("."), command.qualifiedName() + ": " + shown);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void examplesStayOnTheirLines(CommandSpec command) {
        String help = command.commandLine().getUsageMessage();
        for (String line : command.usageMessage().footer()) {
            assertTrue(help.contains(line), line);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void examplesAreUnderstood(CommandSpec command) {
        List<String> examples = Arrays.stream(command.usageMessage().footer())
                .map(String::strip)
                .filter(line -> line.startsWith("lmclip "))
                .toList();
        if (command.name().equals("completion")) {
            return;
        }
        assertFalse(examples.isEmpty(), command.qualifiedName());
        for (String example : examples) {
            assertTrue(example.startsWith(command.qualifiedName(" ")), example);
            Launcher.commandLine().parseArgs(words(example));
        }
    }

    /** Returns the words after "lmclip": of a remark behind five blanks nothing, a quoted text as one, a pattern as two files. */
    private static String[] words(String example) {
        String line = example.split(" {5}")[0].substring("lmclip ".length());
        return Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(line)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .flatMap(word -> word.contains("*") ? Stream.of(word + 0, word + 1) : Stream.of(word))
                .toArray(String[]::new);
    }

    @Test
    void theGuideListsEveryCommandAndStatus() throws IOException {
        String guide = Files.readString(TABLE);
        commands()
                .forEach(command -> assertTrue(
                        guide.contains("| `" + command.qualifiedName(" ").substring("lmclip ".length()) + "` |"),
                        command.qualifiedName(" ") + " is missing in " + TABLE));
        Set<String> statuses = commands()
                .flatMap(command -> command.usageMessage().exitCodeList().keySet().stream())
                .collect(Collectors.toSet());
        statuses.forEach(status -> assertTrue(guide.contains("| " + status + " |"), status));
    }
}
