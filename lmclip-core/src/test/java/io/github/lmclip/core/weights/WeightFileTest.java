package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which reader a path gets. */
class WeightFileTest {

    private static final float[] RISING = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

    @TempDir
    private Path folder;

    @Test
    void choosesTheReaderByTheContentAndNotByTheName() {
        int number = 0;
        for (byte[] content : List.of(TorchFiles.safetensors(), TorchFiles.archive(), TorchFiles.legacy())) {
            for (String suffix : List.of(".pt", ".bin", ".json", "")) {
                checkWeight(put(number++ + suffix, content));
            }
        }
    }

    @Test
    void refusesAPickleThatCallsItselfSafetensors() {
        for (byte[] content : List.of(TorchFiles.archive(), TorchFiles.script(), TorchFiles.legacy())) {
            Path path = put("w.safetensors", content);
            assertEquals(path + ": expected safetensors as the name says, got a pickle of PyTorch", complaint(path));
        }
    }

    /** Its length is 640, whose bytes begin as a pickle does. */
    @Test
    void recognisesSafetensorsWhoseLengthLooksLikeAPickle() {
        byte[] file = TorchFiles.safetensors();
        ByteBuffer padded = ByteBuffer.allocate(8 + 640 + 48).order(ByteOrder.LITTLE_ENDIAN);
        int header = file.length - 8 - 48;
        padded.putLong(640).put(file, 8, header).put(" ".repeat(640 - header).getBytes(StandardCharsets.US_ASCII));
        checkWeight(put("w", padded.put(file, 8 + header, 48).array()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                          | an empty file",
                "'<!DOCTYPE html>'                           | a page of HTML or XML",
                "'version https://git-lfs.github.com/spec/v1'| a pointer of Git LFS; the file itself has not been fetched",
                "'hello world'                               | something that begins with 0x68"
            })
    void saysWhatIsNoWeightFile(String content, String described) {
        Path path = put("w.pt", TorchFiles.ascii(content));
        assertEquals(path + ": expected safetensors or a file of torch.save, got " + described, complaint(path));
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path missing = folder.resolve("missing.pt");
        assertEquals(
                missing + ": the weights cannot be read",
                assertThrows(UncheckedIOException.class, () -> WeightFile.open(missing))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.safetensors",
                "open_clip_model.safetensors",
                "pytorch_model.bin",
                "open_clip_pytorch_model.bin"
            })
    void findsTheUsualFilesInAFolder(String name) {
        put("other.bin", TorchFiles.legacy());
        put(name, TorchFiles.safetensors());
        checkWeight(folder);
    }

    @Test
    void prefersSafetensorsInAFolder() {
        put("pytorch_model.bin", TorchFiles.ascii("not opened"));
        put("model.safetensors", TorchFiles.safetensors());
        checkWeight(folder);
    }

    @Test
    void refusesAFolderWithoutWeights() {
        put("config.json", TorchFiles.ascii("{}"));
        String complaint = complaint(folder);
        assertTrue(complaint.startsWith(folder + ": expected one of [model.safetensors, "), complaint);
        assertTrue(complaint.endsWith("in the folder, got none"), complaint);
    }

    @Test
    void joinsShardsOfAnyFormat() {
        put("1.safetensors", TorchFiles.safetensors());
        put("2.bin", TorchFiles.archive(scaleAlone()));
        Path index = put("x.safetensors.index.json", index("\"weight\":\"1.safetensors\",\"scale\":\"2.bin\""));
        for (Path path : List.of(index, folder)) {
            checkWeight(path);
            try (WeightFile file = WeightFile.open(path)) {
                assertEquals(
                        List.of("weight", "scale"), List.copyOf(file.tensors().keySet()));
                assertArrayEquals(new float[] {1.5f}, file.floats("scale"));
                assertEquals(Map.of("total_size", "50"), file.metadata());
                ByteBuffer stored = ByteBuffer.allocate(48);
                file.readStored("weight", stored);
                assertArrayEquals(TorchFiles.floats(), stored.array());
                assertEquals(
                        index + ": no tensor \"v\" among its 2",
                        assertThrows(IllegalArgumentException.class, () -> file.floats("v"))
                                .getMessage());
            }
        }
    }

    private static byte[] scaleAlone() {
        PickleWriter pickle = new PickleWriter().orderedDict().code(PickleOpcode.MARK);
        return pickle.text(TorchFiles.SCALE)
                .tensor(TorchFiles.scale())
                .code(PickleOpcode.SETITEMS)
                .stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"weight\":\"../1.safetensors\"'   | expected the plain name of a file beside the index",
                "'\"weight\":\"/1.safetensors\"'     | expected the plain name of a file beside the index",
                "'\"weight\":\"C:1.safetensors\"'    | expected the plain name of a file beside the index",
                "'\"weight\":\"..\"'                 | expected the plain name of a file beside the index",
                "'\"weight\":\"a\\u0000b\"'          | expected the plain name of a file beside the index",
                "'\"weight\":\"\"'                   | expected the plain name of a file beside the index",
                "'\"weight\":3'                      | expected a string, got NUMBER",
                "'\"weight\":\"3.safetensors\"'      | expected a file \"3.safetensors\" beside the index, got none",
                "'\"w\":\"1.safetensors\"'           | expected \"w\" in \"1.safetensors\", which lacks it",
                "'\"weight\":\"1.safetensors\",\"weight\":\"1.safetensors\"' | got \"weight\" twice",
                "'\"weight\":\"index.json\"'         | expected safetensors or a file of torch.save",
                "''                                  | expected a \"weight_map\" that names tensors"
            })
    void refusesAnIndexThatLeadsNowhere(String map, String complaint) {
        put("1.safetensors", TorchFiles.safetensors());
        Path path = put("index.json", index(map));
        assertTrue(complaint(path).contains(complaint), complaint(path));
    }

    @Test
    void refusesAShardWithMoreThanTheIndexSays() {
        put("1.bin", TorchFiles.legacy());
        Path path = put("index.json", index("\"weight\":\"1.bin\""));
        assertEquals(
                path + ": expected no tensor in \"1.bin\" that the index does not place there, got \"turned\"",
                complaint(path));
    }

    private static byte[] index(String map) {
        return TorchFiles.ascii("{\"metadata\":{\"total_size\":50,\"x\":[]},\"weight_map\":{" + map + "}}");
    }

    private static void checkWeight(Path path) {
        try (WeightFile file = WeightFile.open(path)) {
            assertArrayEquals(RISING, file.floats(TorchFiles.WEIGHT));
        }
    }

    private static String complaint(Path path) {
        return assertThrows(WeightsException.class, () -> WeightFile.open(path)).getMessage();
    }

    private Path put(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
