package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.TorchFiles.open;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files of every PyTorch format, right and wrong. */
class TorchFileTest {

    private static final float[] RISING = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    private static final float[] TURNED = {0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11};

    @Test
    void readsTheStateDictOfACheckpointAndThePlainValuesBesideIt() {
        try (WeightFile file = open(TorchFiles.archive(), "f")) {
            checkTensors(file, "");
            assertEquals(Map.of("epoch", "7"), file.metadata());
        }
    }

    @Test
    void readsTheOlderFormat() {
        try (WeightFile file = open(TorchFiles.legacy(), "f")) {
            checkTensors(file, "");
            assertEquals(Map.of(), file.metadata());
        }
    }

    @Test
    void namesTheTensorsOfModulesByTheirPath() {
        try (WeightFile file = open(TorchFiles.script(), "f")) {
            checkTensors(file, "visual.");
            assertEquals(
                    List.of("scale", "visual.weight", "visual.turned"),
                    List.copyOf(file.tensors().keySet()));
        }
    }

    private static void checkTensors(WeightFile file, String prefix) {
        assertEquals(3, file.tensors().size());
        assertEquals(
                new TensorInfo(prefix + TorchFiles.TURNED, TensorType.F32, List.of(3L, 4L)),
                file.tensors().get(prefix + TorchFiles.TURNED));
        assertArrayEquals(RISING, file.floats(prefix + TorchFiles.WEIGHT));
        assertArrayEquals(TURNED, file.floats(prefix + TorchFiles.TURNED));
        assertArrayEquals(new float[] {1.5f}, file.floats(TorchFiles.SCALE));
        ByteBuffer stored = ByteBuffer.allocate(12 * Float.BYTES);
        file.readStored(prefix + TorchFiles.WEIGHT, stored);
        assertArrayEquals(TorchFiles.floats(), stored.array());
    }

    @Test
    void namesWhatIsMissingOrTooSmall() {
        try (WeightFile file = open(TorchFiles.legacy(), "f")) {
            assertEquals("f: no tensor \"v\" among its 3", refusal(() -> file.floats("v")));
            assertEquals(
                    "f: \"weight\" has 12 floats, the target has room for 2",
                    refusal(() -> file.read("weight", FloatBuffer.allocate(2))));
            assertEquals(
                    "f: \"turned\" has 48 bytes, the target has room for 3",
                    refusal(() -> file.readStored("turned", ByteBuffer.allocate(3))));
        }
    }

    @Test
    void refusesEveryTruncationOfEveryFormat() {
        for (byte[] whole :
                List.of(TorchFiles.archive(), TorchFiles.script(), TorchFiles.legacy(), TorchFiles.safetensors())) {
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThrows(WeightsException.class, () -> open(cut, "f"), "cut at " + length);
            }
        }
    }

    @Test
    void refusesBytesBehindTheEnd() {
        for (byte[] whole : List.of(TorchFiles.archive(), TorchFiles.legacy(), TorchFiles.safetensors())) {
            assertThrows(WeightsException.class, () -> open(Arrays.copyOf(whole, whole.length + 1), "f"));
        }
    }

    @Test
    void refusesNamesThatAreNotAllowedWhereverTheyStand() {
        PickleWriter pickle = new PickleWriter().orderedDict().code(PickleOpcode.MARK);
        pickle.text(TorchFiles.WEIGHT).tensor(TorchFiles.weight()).text("x").global("os", "system");
        byte[] object = pickle.code(PickleOpcode.SETITEMS).stop();
        assertEquals(
                "f: data.pkl: expected only names that tensors are made of, got os.system",
                complaint(TorchFiles.archive(object)));
        assertEquals(
                "f: the object: expected only names that tensors are made of, got os.system",
                complaint(TorchFiles.legacy(object)));
    }

    @Test
    void refusesModulesOutsideOfTorchScript() {
        PickleWriter pickle = new PickleWriter();
        TorchFiles.module(pickle, "Root").code(PickleOpcode.SETITEMS).code(PickleOpcode.BUILD);
        assertEquals(
                "f: data.pkl: expected only names that tensors are made of, got __torch__.clip.Root",
                complaint(TorchFiles.archive(pickle.stop())));
    }

    @Test
    void refusesModulesThatHoldThemselves() {
        PickleWriter pickle = new PickleWriter();
        pickle.global("__torch__", "M").code(PickleOpcode.EMPTY_TUPLE).code(PickleOpcode.NEWOBJ);
        pickle.code(PickleOpcode.MEMOIZE).code(PickleOpcode.EMPTY_DICT).code(PickleOpcode.MARK);
        pickle.text("self")
                .code(PickleOpcode.BINGET, (byte) 0)
                .code(PickleOpcode.SETITEMS)
                .code(PickleOpcode.BUILD);
        String complaint = complaint(script(pickle.stop()));
        assertTrue(complaint.contains("expected at most 100000 modules, nested at most 64 deep"), complaint);
    }

    @Test
    void refusesModulesThatMultiply() {
        byte[] doubled = doubled(new PickleWriter(), 40).stop();
        String complaint = complaint(script(doubled));
        assertTrue(complaint.contains("expected at most 100000 modules, nested at most 64 deep"), complaint);
    }

    /** Writes a module that holds another one twice, which holds another one twice, and so on. */
    private static PickleWriter doubled(PickleWriter pickle, int depth) {
        TorchFiles.module(pickle, "M");
        if (depth > 0) {
            doubled(pickle.text("a"), depth - 1);
            pickle.text("b").code(PickleOpcode.BINGET, (byte) (depth - 1));
        }
        return pickle.code(PickleOpcode.SETITEMS).code(PickleOpcode.BUILD).code(PickleOpcode.MEMOIZE);
    }

    private static byte[] script(byte[] pickle) {
        Map<String, byte[]> records = TorchFiles.records(pickle);
        records.put("archive/constants.pkl", new byte[0]);
        return TorchFiles.zip(records);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "11", "x", "3 3", "99999999999999999"})
    void refusesVersionsThatItDoesNotKnow(String version) {
        Map<String, byte[]> records =
                TorchFiles.records(TorchFiles.stateDict(new PickleWriter()).stop());
        records.put("archive/version", TorchFiles.ascii(version));
        String complaint = complaint(TorchFiles.zip(records));
        assertTrue(complaint.startsWith("f: "), complaint);
        assertTrue(complaint.contains("version"), complaint);
    }

    @Test
    void refusesAnObjectWithoutTensors() {
        byte[] empty = new PickleWriter().orderedDict().stop();
        assertEquals("f: data.pkl: expected tensors, got none", complaint(TorchFiles.archive(empty)));
    }

    @Test
    void refusesTwoStateDictsInOneFile() {
        PickleWriter pickle = new PickleWriter().code(PickleOpcode.EMPTY_DICT).code(PickleOpcode.MARK);
        TorchFiles.stateDict(pickle.text("state_dict"));
        TorchFiles.stateDict(pickle.text("model"));
        assertEquals(
                "f: data.pkl: expected one state dict, got [state_dict, model]",
                complaint(TorchFiles.archive(pickle.code(PickleOpcode.SETITEMS).stop())));
    }

    @Test
    void refusesAnythingButTensorsAndPlainValuesInAStateDict() {
        PickleWriter pickle = new PickleWriter().orderedDict().code(PickleOpcode.MARK);
        pickle.text(TorchFiles.WEIGHT).tensor(TorchFiles.weight()).text("x").code(PickleOpcode.EMPTY_LIST);
        assertEquals(
                "f: data.pkl: \"x\": expected a tensor, got a list",
                complaint(TorchFiles.archive(pickle.code(PickleOpcode.SETITEMS).stop())));
    }

    private static String complaint(byte[] file) {
        return assertThrows(WeightsException.class, () -> open(file, "f")).getMessage();
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }
}
