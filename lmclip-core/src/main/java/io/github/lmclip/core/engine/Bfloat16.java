package io.github.lmclip.core.engine;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a device multiplies in bfloat16: elsewhere the engine imitates it, at a fraction of float32's speed. */
final class Bfloat16 {

    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private static final String[] MACOS = {"sysctl", "-n", "hw.optional.arm.FEAT_BF16"};

    /** How Linux names the instructions: of x86 the first two, of ARM the third. */
    private static final Set<String> INSTRUCTIONS = Set.of("avx512_bf16", "amx_bf16", "bf16");

    /** The first CUDA devices that have it, Ampere. */
    private static final int CAPABILITY = 80;

    private Bfloat16() {}

    /** Returns why a device does not; empty if it does. */
    static Optional<String> refusal(Device device) {
        return device.isGpu() ? cuda(CudaUtils.getComputeCapability(device.getDeviceId())) : processor();
    }

    /** Judges a CUDA device by its compute capability, such as {@code 75}. */
    static Optional<String> cuda(String capability) {
        return Integer.parseInt(capability) >= CAPABILITY
                ? Optional.empty()
                : Optional.of("its CUDA device has compute capability %s, bfloat16 begins with %d"
                        .formatted(capability, CAPABILITY));
    }

    private static Optional<String> processor() {
        try {
            if (Files.isReadable(LINUX)) {
                return linux(Files.readAllLines(LINUX));
            }
            if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
                return macos(answer(MACOS));
            }
        } catch (IOException e) {
            return Optional.of("it does not say what its processor can do: " + e.getMessage());
        }
        return Optional.of("this operating system does not say whether its processor has bfloat16 instructions");
    }

    /** Judges a processor by the lines of {@code /proc/cpuinfo}. */
    static Optional<String> linux(List<String> lines) {
        boolean found = lines.stream()
                .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                .flatMap(line -> Arrays.stream(line.split("\\s+")))
                .anyMatch(INSTRUCTIONS::contains);
        return found
                ? Optional.empty()
                : Optional.of("its processor has neither AVX512-BF16 nor AMX-BF16, nor ARM's BF16 instructions");
    }

    /** Judges a processor by what macOS answers. */
    static Optional<String> macos(String answer) {
        return answer.strip().equals("1")
                ? Optional.empty()
                : Optional.of("its processor has no bfloat16 instructions (FEAT_BF16)");
    }

    private static String answer(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream words = process.getInputStream()) {
            return new String(words.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
