package io.github.lmclip.examples.cli.options;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.lmclip.core.watch.WriteFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import java.util.function.Supplier;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The word {@code --json} of every command: into a file, or alone on the standard output, where everything else goes to the
 * error stream then (see {@link JsonOnOutput}).
 */
public final class JsonOption {

    public static final String NAME = "--json";

    /** What stands for the standard output. */
    private static final String OUTPUT = "-";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = NAME,
            arity = "0..1",
            fallbackValue = OUTPUT,
            preprocessor = OptionalFile.class,
            description =
                    "Write the result as JSON to this file; without a file, print it alone. The name is joined by ="
                            + " or ends in .json or .jsonl where a command has other words.",
            paramLabel = "FILE")
    private Optional<String> file = Optional.empty();

    /** Takes the next word for a file where it cannot be anything else. */
    static final class OptionalFile implements IParameterPreprocessor {
        @Override
        public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            boolean joined = info.containsKey("separator")
                    && !String.valueOf(info.get("separator")).isBlank();
            if (!joined && !words.isEmpty() && !isFile(words.peek(), command)) {
                words.push(OUTPUT);
            }
            return false;
        }

        private static boolean isFile(String word, CommandSpec command) {
            boolean option = word.startsWith("-") && !word.equals(OUTPUT);
            return !option
                    && (command.positionalParameters().isEmpty() || word.equals(OUTPUT) || word.matches(".*\\.jsonl?"));
        }
    }

    public boolean isWanted() {
        return file.isPresent();
    }

    public boolean isPrinted() {
        return file.filter(OUTPUT::equals).isPresent();
    }

    /** Returns where the JSON goes if it is printed. */
    public PrintWriter output() {
        return spec.commandLine().getOut();
    }

    /** Returns the file that is wanted. */
    public Path place() {
        return Path.of(file.orElseThrow());
    }

    /** Writes a result, a tree or any value that Gson writes, if it is wanted. */
    public void write(Supplier<?> result) {
        if (isPrinted()) {
            output().println(gson().toJson(result.get()));
        } else if (isWanted()) {
            try {
                Files.writeString(place(), gson().toJson(result.get()) + "\n");
            } catch (IOException e) {
                throw WriteFailure.of(place(), e);
            }
        }
    }

    private static Gson gson() {
        return new GsonBuilder().setPrettyPrinting().create();
    }
}
