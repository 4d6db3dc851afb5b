package io.github.lmclip.core.serve;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductSumsTest {

    @TempDir
    Path folder;

    private boolean wide(String description) throws IOException {
        return ProductSums.areWide(Files.writeString(folder.resolve("cpuinfo"), description));
    }

    @Test
    void knowsTheInstructionsThatAddIn32Bits() throws IOException {
        assertTrue(wide("processor : 0\nflags : fpu avx512f avx512_vnni\n"));
        assertTrue(wide("flags : avx2 avx_vnni"));
        assertTrue(wide("Features : fp asimd asimddp"));
    }

    @Test
    void trustsNothingElse() throws IOException {
        assertFalse(wide("flags : fpu avx2 avx512f\nmodel name : not_avx_vnni_at_all\n"));
        assertFalse(wide(""));
        assertFalse(ProductSums.areWide(folder.resolve("none")));
        assertFalse(ProductSums.areWide(folder));
    }
}
