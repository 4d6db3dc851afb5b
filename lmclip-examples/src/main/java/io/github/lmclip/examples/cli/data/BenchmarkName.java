package io.github.lmclip.examples.cli.data;

import io.github.lmclip.data.Benchmark;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The benchmarks by the words of a command line. */
final class BenchmarkName {

    private BenchmarkName() {}

    static Benchmark parse(String name) {
        return Arrays.stream(Benchmark.values())
                .filter(set -> set.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no benchmark %s, expected one of %s"
                        .formatted(
                                name,
                                Arrays.stream(Benchmark.values())
                                        .map(Benchmark::id)
                                        .collect(Collectors.joining(", ")))));
    }
}
