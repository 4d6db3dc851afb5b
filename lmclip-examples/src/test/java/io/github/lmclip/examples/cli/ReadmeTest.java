package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the README and the guides show compiles, and names only commands, options and files that exist. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");

    /** What stands around a snippet: the imports that an editor would add. */
    private static final String PROGRAM =
            """
            import static io.github.lmclip.core.Backbone.*;
            import static io.github.lmclip.data.Benchmark.*;
            import io.github.lmclip.core.*;
            import io.github.lmclip.core.serve.*;
            import io.github.lmclip.data.*;
            import io.github.lmclip.data.fetch.*;
            import io.github.lmclip.data.fetch.benchmark.*;
            import io.github.lmclip.data.formats.*;
            import io.github.lmclip.data.inspect.*;
            import io.github.lmclip.data.split.*;
            import io.github.lmclip.losses.*;
            import java.nio.file.Path;
            import java.util.List;
            import java.util.Optional;
            class Snippet {
                void run(Path folder) throws Exception {
                    %s
                }
            }
            """;

    @TempDir
    Path classes;

    static List<String> javaSnippets() {
        return pages().stream().flatMap(page -> blocks(page, "java")).toList();
    }

    static List<String> pages() {
        return List.of("README.md", "CONTRIBUTING.md", "datasets/README.md", "docs/data.md");
    }

    @ParameterizedTest
    @MethodSource("javaSnippets")
    void snippetsCompile(String snippet) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(complaints, null, null, options, null, List.of(source(snippet)))
                .call();
        assertTrue(compiled, complaints.toString());
    }

    private static JavaFileObject source(String snippet) {
        return new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreErrors) {
                return PROGRAM.formatted(snippet.replace("…", ""));
            }
        };
    }

    @ParameterizedTest
    @MethodSource("pages")
    void launcherCommandsExist(String page) {
        CommandLine launcher = Launcher.commandLine();
        List<String> lines = Pattern.compile("\\./lmclip ([a-z][^`\n]*)")
                .matcher(text(page))
                .results()
                .map(found -> found.group(1))
                .toList();
        for (String line : lines) {
            CommandLine command = command(launcher, line);
            assertTrue(command != launcher, "no command " + line);
            Set<String> options = command.getCommandSpec().optionsMap().keySet();
            Pattern.compile("--[a-z-]+")
                    .matcher(line)
                    .results()
                    .forEach(
                            option -> assertTrue(options.contains(option.group()), line + " has no " + option.group()));
        }
    }

    private static CommandLine command(CommandLine launcher, String line) {
        CommandLine command = launcher;
        for (String word : line.split("\\s+")) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                return command;
            }
            command = next;
        }
        return command;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void filesThatAreLinkedExist(String page) {
        Matcher links = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)").matcher(text(page));
        while (links.find()) {
            assertTrue(Files.exists(ROOT.resolve(page).resolveSibling(links.group(1))), links.group(1));
        }
    }

    @Test
    void quotedCountsAreThoseOfTheDrawnSet() {
        List<Integer> counts = ClassFrequencies.of(ShapesMlt.DEFAULT.read(Split.TRAIN, Path.of("")))
                .counts();
        String claim = "set of %d classes whose training counts fall from %d to %d"
                .formatted(counts.size(), Collections.max(counts), Collections.min(counts));
        assertTrue(text("README.md").replaceAll("\\s+", " ").contains(claim), claim);
    }

    private static Stream<String> blocks(String page, String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(text(page))
                .results()
                .map(found -> found.group(1));
    }

    private static String text(String page) {
        try {
            return Files.readString(ROOT.resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
