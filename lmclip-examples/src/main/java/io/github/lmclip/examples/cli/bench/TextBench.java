package io.github.lmclip.examples.cli.bench;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.text.BpeVocabulary;
import io.github.lmclip.core.text.ClipTokenizer;
import io.github.lmclip.core.text.TextCleaning;
import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.Captions;
import io.github.lmclip.data.Split;
import io.github.lmclip.examples.cli.options.JsonOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmclip bench text}: characters of captions per second on one thread, with the repair of text and without. */
@Command(
        name = "text",
        description = "Tokenize captions on one thread: characters per second, with text repair and without.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  lmclip bench text", "  lmclip bench text --captions captions.txt --json rows.json"
        })
final class TextBench implements Callable<Integer> {

    private static final long ROUND_NANOS = 400_000_000L;

    @Option(names = "--vocabulary", description = "CLIP's vocabulary (default: TINY's).", paramLabel = "FILE")
    private Optional<Path> vocabulary = Optional.empty();

    @Option(names = "--captions", description = "Lines to tokenize (default: captions of COCO-MLT's classes).")
    private Optional<Path> captions = Optional.empty();

    @Option(
            names = "--rounds",
            description = "Rounds, engines interleaved (default: ${DEFAULT-VALUE}).",
            defaultValue = "7")
    private int rounds;

    @Mixin
    private JsonOption json;

    /** The median of an engine's rounds. */
    private record Row(String engine, double charactersPerSecond) {}

    @Override
    public Integer call() throws IOException {
        ClipTokenizer repairing = new ClipTokenizer(readVocabulary());
        List<ClipTokenizer> engines = List.of(repairing, repairing.withCleaning(TextCleaning.clip()));
        List<String> lines = captions.isPresent()
                ? Files.readAllLines(captions.get())
                : Captions.ofClasses(Benchmark.COCO_MLT.read(Split.TEST, Path.of("")));
        double[][] rates = new double[engines.size()][rounds];
        engines.forEach(engine -> measure(engine, lines));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < engines.size(); i++) {
                rates[i][round] = measure(engines.get(i), lines);
            }
        }
        report(List.of(new Row("with repair", median(rates[0])), new Row("without repair", median(rates[1]))));
        return 0;
    }

    private BpeVocabulary readVocabulary() throws IOException {
        if (vocabulary.isPresent()) {
            return BpeVocabulary.read(vocabulary.get());
        }
        try (InputStream stream = Backbone.class.getResourceAsStream("tiny/vocabulary.txt.gz")) {
            return BpeVocabulary.read("TINY's vocabulary", stream);
        }
    }

    private static double measure(ClipTokenizer tokenizer, List<String> lines) {
        long start = System.nanoTime();
        long characters = 0;
        long ids = 0;
        while (System.nanoTime() - start < ROUND_NANOS) {
            for (String line : lines) {
                ids += tokenizer.encode(line).length;
                characters += line.length();
            }
        }
        if (ids == 0) {
            throw new IllegalArgumentException("the captions have no tokens");
        }
        return characters * 1e9 / (System.nanoTime() - start);
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void report(List<Row> rows) throws IOException {
        rows.forEach(row -> System.out.printf(
                "%-15s %.1f million characters per second%n", row.engine(), row.charactersPerSecond() / 1e6));
        json.write(() -> new ArrayList<>(rows));
    }
}
