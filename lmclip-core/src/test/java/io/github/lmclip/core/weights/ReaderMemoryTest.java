package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.github.lmclip.golden.GoldenSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine with little memory and a short stack reads or refuses files that ask for more. */
class ReaderMemoryTest {

    private static final List<String> SMALL_MACHINE = List.of(
            "-Xmx200m", "-XX:MaxDirectMemorySize=48m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final int MOST_SECONDS = 60;
    private static final int INSTRUCTIONS = 1_999_990;
    private static final int HEADER = 24_900_000;

    @TempDir
    private Path folder;

    @Test
    void refusesFilesThatWantMuchMemory() throws IOException, InterruptedException {
        List<String> files = List.of(
                put("dicts.pt", TorchFiles.archive(repeated(PickleOpcode.EMPTY_DICT))),
                put("marks.pt", TorchFiles.archive(repeated(PickleOpcode.MARK))),
                put("memo.pt", TorchFiles.archive(repeated(PickleOpcode.MEMOIZE))),
                put("tuples.pt", TorchFiles.archive(repeated(PickleOpcode.TUPLE1))),
                put("bytes.pt", TorchFiles.archive(longBytes())),
                put("name", safetensors("{\"" + "x".repeat(HEADER) + "\":")),
                put("tensors", safetensors(tensors(400_000) + ",")),
                put("rank", safetensors("{\"x\":{\"shape\":[" + "1,".repeat(HEADER / 2))),
                put("index.json", TorchFiles.ascii("{\"weight_map\":{\"" + "x".repeat(HEADER))));
        assertEquals(Collections.nCopies(files.size(), "refused"), outcomes(files));
    }

    /** An instruction as often as a pickle may be long, on top of one object. */
    private static byte[] repeated(PickleOpcode opcode) {
        byte[] pickle = new byte[INSTRUCTIONS];
        Arrays.fill(pickle, (byte) opcode.code());
        pickle[0] = (byte) PickleOpcode.NONE.code();
        pickle[INSTRUCTIONS - 1] = (byte) PickleOpcode.STOP.code();
        return pickle;
    }

    private static byte[] longBytes() {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        byte[] bytes = new byte[PickleScanner.LONGEST - 100];
        byte[] length = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .array();
        pickle.write(PickleOpcode.BINBYTES.code());
        pickle.writeBytes(length);
        pickle.writeBytes(bytes);
        pickle.write(PickleOpcode.STOP.code());
        return pickle.toByteArray();
    }

    private static byte[] safetensors(String header) {
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + header.length()).order(ByteOrder.LITTLE_ENDIAN);
        return file.putLong(header.length()).put(TorchFiles.ascii(header)).array();
    }

    private static String tensors(int count) {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{}");
        for (int i = 0; i < count; i++) {
            header.append(",\"").append(i).append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        return header.toString();
    }

    @Test
    void reads200ThousandTensors() throws IOException, InterruptedException {
        byte[] file = safetensors(tensors(200_000) + "}");
        assertEquals(List.of("loaded"), outcomes(List.of(put("tensors", file))));
    }

    @Test
    void endsWellWithEveryHostileFile() throws IOException, InterruptedException {
        Path hostile = GoldenSource.shared("weights/hostile");
        Map<String, ?> index = JsonParser.parseString(Files.readString(hostile.resolve("hostile.json")))
                .getAsJsonObject()
                .getAsJsonObject("files")
                .asMap();
        List<String> files = index.keySet().stream()
                .map(name -> hostile.resolve(name).toString())
                .toList();
        assertEquals(files.size(), outcomes(files).size());
    }

    private String put(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    /** Runs the readers on such a machine; a line for each file, unless something else came out of one. */
    private List<String> outcomes(List<String> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL_MACHINE);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OpenEach.class.getName()));
        command.addAll(files);
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertTrue(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "ends");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(out);
        assertEquals(0, process.exitValue(), said);
        return said.lines().toList();
    }
}
