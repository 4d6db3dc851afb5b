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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the README and the guides show compiles, and names only commands, options and files that exist. */
class GuidesTest {

    private static final Path ROOT = Path.of("..");
    private static final Path README = ROOT.resolve("README.md");

    /**
     * What stands around a snippet: the imports that an editor would add; those that a snippet has itself come first. What
     * it takes for granted are fields, which its own variables may hide.
     */
    private static final String PROGRAM =
            """
            %s
            import static io.github.lmclip.core.Backbone.*;
            import static io.github.lmclip.data.Benchmark.*;
            import io.github.lmclip.core.*;
            import io.github.lmclip.core.config.*;
            import io.github.lmclip.core.eval.*;
            import io.github.lmclip.core.serve.*;
            import io.github.lmclip.core.train.*;
            import io.github.lmclip.data.*;
            import io.github.lmclip.data.fetch.*;
            import io.github.lmclip.data.fetch.benchmark.*;
            import io.github.lmclip.data.formats.*;
            import io.github.lmclip.data.inspect.*;
            import io.github.lmclip.data.shapes.*;
            import io.github.lmclip.data.split.*;
            import io.github.lmclip.losses.*;
            import java.nio.file.Path;
            import java.util.*;
            class Snippet {
                Path folder;
                Path run;
                LmClip model;
                LmClipBuilder voc;
                List<Path> checkpoints;
                LongTailDataset heldOut;
                LongTailDataset validation;
                void show() throws Exception {
                    %s
                }
            }
            """;

    @TempDir
    Path classes;

    static Stream<Path> guides() {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            List<Path> guides = files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of(README), guides.stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> javaSnippets() {
        return guides().flatMap(guide -> blocks("java", guide).map(snippet -> Arguments.of(guide, snippet)));
    }

    @ParameterizedTest
    @MethodSource("javaSnippets")
    void snippetsCompile(Path guide, String snippet) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(complaints, null, null, options, null, List.of(source(snippet)))
                .call();
        assertTrue(compiled, guide + ": " + complaints);
    }

    private static JavaFileObject source(String snippet) {
        return new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreErrors) {
                String imports = snippet.lines().filter(GuidesTest::isImport).collect(Collectors.joining("\n"));
                String rest = snippet.lines().filter(line -> !isImport(line)).collect(Collectors.joining("\n"));
                return PROGRAM.formatted(imports, rest.replace("…", ""));
            }
        };
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    @ParameterizedTest
    @MethodSource("guides")
    void launcherCommandsExist(Path guide) {
        Pattern.compile("\\./lmclip ([a-z][^`\n)]*)")
                .matcher(text(guide))
                .results()
                .forEach(found -> requireCommand(guide, found.group(1)));
    }

    private static void requireCommand(Path guide, String line) {
        CommandLine command = Launcher.commandLine();
        for (String word : line.split("\\s+")) {
            command = command.getSubcommands().getOrDefault(word, command);
        }
        assertTrue(command.getParent() != null, guide + ": no command " + line);
        Set<String> options = command.getCommandSpec().optionsMap().keySet();
        Pattern.compile("--[a-z-]+")
                .matcher(line)
                .results()
                .forEach(option -> assertTrue(
                        options.contains(option.group()), guide + ": " + line + " has no " + option.group()));
    }

    @ParameterizedTest
    @MethodSource("guides")
    void filesThatAreLinkedExist(Path guide) {
        Matcher links = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)").matcher(text(guide));
        while (links.find()) {
            assertTrue(Files.exists(guide.resolveSibling(links.group(1))), guide + ": " + links.group(1));
        }
    }

    @Test
    void quotedCountsAreThoseOfTheDrawnSet() {
        List<Integer> counts = ClassFrequencies.of(ShapesMlt.DEFAULT.read(Split.TRAIN, Path.of("")))
                .counts();
        String claim = "set of %d classes whose training counts fall from %d to %d"
                .formatted(counts.size(), Collections.max(counts), Collections.min(counts));
        assertTrue(text(README).replaceAll("\\s+", " ").contains(claim), claim);
    }

    private static Stream<String> blocks(String language, Path guide) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(text(guide))
                .results()
                .map(found -> found.group(1));
    }

    static String text(Path guide) {
        try {
            return Files.readString(guide);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
