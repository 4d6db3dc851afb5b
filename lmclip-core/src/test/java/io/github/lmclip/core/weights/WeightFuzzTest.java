package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to a file, its reader returns or throws the one exception. */
class WeightFuzzTest {

    private static final int FEW = 5_000;
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource
    void onlyTheOneExceptionComesOutOfAFewFiles(Fuzzer.Reader reader) throws IOException {
        Fuzzer.Figures figures = new Fuzzer(reader, 1).run(A_MINUTE, FEW);
        assertTrue(figures.loaded() > 0 && figures.loaded() < figures.files(), figures.toString());
    }

    @Tag("fuzz")
    @ParameterizedTest
    @EnumSource
    void onlyTheOneExceptionComesOutOfManyFiles(Fuzzer.Reader reader) throws IOException {
        Duration time = Duration.ofSeconds(Long.getLong("lmclip.fuzz.seconds", A_MINUTE.toSeconds()));
        Fuzzer.Figures figures = new Fuzzer(reader, System.nanoTime()).run(time, Long.MAX_VALUE);
        System.out.printf("%s: %d s, %s%n", reader, time.toSeconds(), figures);
        assertTrue(figures.loaded() > 0 && figures.loaded() < figures.files(), figures.toString());
    }
}
