package io.github.lmclip.core.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether this processor adds products of 8-bit numbers in 32 bits. Older ones of x86 add two in 16 bits, which signed
 * weights may overflow; there weights are made unsigned, which is right but slower.
 */
public final class ProductSums {

    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
    private static final Pattern WIDE = Pattern.compile("\\b(avx512_vnni|avx_vnni|amx_int8|asimddp)\\b");

    private ProductSums() {}

    /** Returns false where it cannot be told. */
    public static boolean areWide() {
        return areWide(DESCRIPTION);
    }

    static boolean areWide(Path description) {
        if (!Files.isReadable(description)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(description)) {
            return lines.anyMatch(line -> WIDE.matcher(line).find());
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }
}
