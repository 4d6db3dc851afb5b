package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands that guides show in blocks of "shell" are run, from an empty folder; those of "shell long" by the profile
 * "guides", those of "shell hour" by "guides-hour". What needs real data or the network stands in plain blocks.
 */
@DisabledOnOs(OS.WINDOWS)
class GuideCommandsTest {

    private static final Pattern SHORT = block("shell");

    private static final Pattern LONG = block("shell long");

    private static final Pattern HOUR = block("shell hour");

    @TempDir
    Path folder;

    private static Pattern block(String kind) {
        return Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL);
    }

    static Stream<Path> guides() {
        return guides(SHORT);
    }

    static Stream<Path> longGuides() {
        return guides(LONG);
    }

    static Stream<Path> hourGuides() {
        return guides(HOUR);
    }

    private static Stream<Path> guides(Pattern block) {
        return GuidesTest.guides().filter(guide -> !commands(guide, block).isEmpty());
    }

    private static List<String> commands(Path guide, Pattern block) {
        return block.matcher(GuidesTest.text(guide))
                .results()
                .flatMap(found -> found.group(1).lines())
                .filter(line -> !line.isBlank())
                .toList();
    }

    @Test
    void severalGuidesHaveSome() {
        assertTrue(guides().count() > 3);
    }

    /** One guide's commands, one after the other in the same folder: later ones may use what earlier ones wrote. */
    @ParameterizedTest
    @MethodSource("guides")
    void run(Path guide) throws IOException, InterruptedException {
        runAll(commands(guide, SHORT));
    }

    @ParameterizedTest
    @MethodSource("longGuides")
    @Tag("guides")
    void runLong(Path guide) throws IOException, InterruptedException {
        runAll(commands(guide, LONG));
    }

    @ParameterizedTest
    @MethodSource("hourGuides")
    @Tag("guides-hour")
    void runForAnHour(Path guide) throws IOException, InterruptedException {
        runAll(commands(guide, HOUR));
    }

    private void runAll(List<String> commands) throws IOException, InterruptedException {
        LauncherCopy launcher = LauncherCopy.in(folder);
        for (String line : commands) {
            run(launcher, line);
        }
    }

    private void run(LauncherCopy launcher, String line) throws IOException, InterruptedException {
        List<String> words = Arrays.asList(line.split(" +"));
        assertEquals("./lmclip", words.get(0), line);
        Path said = folder.resolve("said.txt");
        Process process = launcher.command(words.subList(1, words.size()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> line + "\n" + GuidesTest.text(said));
        assertFalse(Files.readString(said).isBlank(), line);
    }
}
