package io.github.lmclip.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Bfloat16Test {

    @Test
    void looksForTheInstructionsOnLinux() {
        assertEquals(
                Optional.empty(), Bfloat16.linux(List.of("processor : 0", "flags\t\t: fpu avx512f avx512_bf16 vnni")));
        assertEquals(Optional.empty(), Bfloat16.linux(List.of("flags : fpu amx_bf16")));
        assertEquals(Optional.empty(), Bfloat16.linux(List.of("Features\t: fp asimd i8mm bf16 dgh")));
        assertTrue(Bfloat16.linux(List.of("flags : fpu avx2 avx512f", "bugs : avx512_bf16"))
                .orElseThrow()
                .contains("AVX512-BF16"));
    }

    @Test
    void looksForTheFeatureOnMacOs() {
        assertEquals(Optional.empty(), Bfloat16.macos("1\n"));
        assertTrue(Bfloat16.macos("0\n").orElseThrow().contains("FEAT_BF16"));
        assertTrue(Bfloat16.macos("sysctl: unknown oid").isPresent());
    }

    @Test
    void wantsAmpereOrLaterOfCuda() {
        assertEquals(Optional.empty(), Bfloat16.cuda("80"));
        assertEquals(Optional.empty(), Bfloat16.cuda("120"));
        assertTrue(Bfloat16.cuda("75").orElseThrow().contains("compute capability 75"));
    }
}
