package io.github.lmclip.core.watch;

import ai.djl.engine.Engine;
import com.google.gson.JsonObject;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run ran on: the machine, and the versions of what is between it and this library. */
final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private static final int MEGABYTE = 1 << 20;

    private Machine() {}

    static JsonObject facts(String device) {
        JsonObject facts = new JsonObject();
        facts.addProperty("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.addProperty("architecture", System.getProperty("os.arch"));
        processor().ifPresent(name -> facts.addProperty("processor", name));
        facts.addProperty("cores", Runtime.getRuntime().availableProcessors());
        facts.addProperty("memoryBytes", memoryBytes());
        facts.addProperty("heapBytes", Runtime.getRuntime().maxMemory());
        facts.addProperty("device", device);
        return facts;
    }

    /** Returns the most that this process has had in memory, where the system counts it. */
    static JsonObject memory() {
        JsonObject memory = new JsonObject();
        double peak = ResidentMemory.peakMegabytes();
        if (!Double.isNaN(peak)) {
            memory.addProperty("peakResidentBytes", Math.round(peak * MEGABYTE));
        }
        return memory;
    }

    private static long memoryBytes() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /** Returns the processor's name where the system tells it: Linux in a file, Windows in the environment. */
    private static Optional<String> processor() {
        if (!Files.isReadable(PROCESSORS)) {
            return Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"));
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + PROCESSORS, e);
        }
    }

    static JsonObject versions(String engine) {
        JsonObject versions = new JsonObject();
        String own = Machine.class.getPackage().getImplementationVersion();
        versions.addProperty("lmclip", own == null ? "not packaged" : own);
        versions.addProperty("djl", Engine.getDjlVersion());
        versions.addProperty(
                engine.toLowerCase(java.util.Locale.ROOT),
                Engine.getEngine(engine).getVersion());
        versions.addProperty("java", Runtime.version().toString());
        versions.addProperty("jvm", System.getProperty("java.vm.name") + ", " + System.getProperty("java.vm.vendor"));
        return versions;
    }
}
