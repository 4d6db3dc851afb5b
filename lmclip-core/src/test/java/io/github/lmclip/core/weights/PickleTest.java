package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pickles, in hexadecimal; Python's {@code pickletools} names the instructions. */
class PickleTest {

    private static final int TOO_MANY = 2_000_001;

    @Test
    void readsWhatPythonWritesInItsNewestProtocol() {
        // pickle.dumps({"a": [1, 300, 70000, 2**40, -1], "b": ("x",)}, 5)
        Map<?, ?> read = (Map<?, ?>)
                read(
                        "8005952e000000000000007d94288c0161945d94284b014d2c014a701101008a060000000000014affffffff658c0162948c0178948594752e");
        assertEquals(List.of(1, 300, 70000, 1L << 40, -1), read.get("a"));
        assertArrayEquals(new Object[] {"x"}, (Object[]) read.get("b"));
    }

    @Test
    void keepsTheOrderOfADict() {
        PickleWriter pickle = new PickleWriter().code(PickleOpcode.EMPTY_DICT).code(PickleOpcode.MARK);
        for (int i = 100; i > 0; i--) {
            pickle.text("k" + i).integer(i);
        }
        Map<?, ?> dict = (Map<?, ?>) read(pickle.code(PickleOpcode.SETITEMS).stop());
        assertEquals("k100", dict.keySet().iterator().next());
        assertEquals(100, dict.size());
    }

    @Test
    void readsTuplesBytesAndConstants() {
        Object[] tuple = (Object[]) read("800328473ff80000000000004e8889430278798c02c3bc742e");
        assertArrayEquals(new Object[] {1.5, null, true, false}, Arrays.copyOf(tuple, 4));
        assertArrayEquals(new byte[] {'x', 'y'}, (byte[]) tuple[4]);
        assertEquals("ü", tuple[5]);
    }

    @Test
    void readsScalarsOfNumPyUnderBothOfItsNames() {
        for (String module : List.of("numpy.core.multiarray", "numpy._core.multiarray")) {
            PickleWriter pickle = new PickleWriter().global(module, "scalar");
            pickle.global("numpy", "dtype")
                    .text("f8")
                    .code(PickleOpcode.NEWFALSE)
                    .code(PickleOpcode.NEWTRUE);
            pickle.code(PickleOpcode.TUPLE3).code(PickleOpcode.REDUCE);
            pickle.integer(3)
                    .text("<")
                    .code(PickleOpcode.NONE)
                    .code(PickleOpcode.TUPLE3)
                    .code(PickleOpcode.BUILD);
            pickle.global("_codecs", "encode").text("\0\0\0\0\0\0\u00e4?").text("latin1");
            pickle.code(PickleOpcode.TUPLE2).code(PickleOpcode.REDUCE);
            pickle.code(PickleOpcode.TUPLE2).code(PickleOpcode.REDUCE);
            assertEquals(0.625, read(pickle.stop()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "80 02                          | byte 2: expected 1 more bytes, got 0",
                "80 06 4e 2e                    | byte 2: expected a protocol of at most 5, got 6",
                "80 02 30 2e                    | byte 2: expected an instruction that weights are written with, got 0x30",
                "80 02 58 ff ff ff 7f 2e        | byte 7: expected 2147483647 more bytes, got 1",
                "80 02 58 ff ff ff ff 2e        | byte 7: expected 4294967295 more bytes, got 1",
                "80 05 8d ffffffffffffffff 2e   | byte 11: expected 18446744073709551615 more bytes, got 1",
                "80 05 8e 0000000000000080 2e   | byte 11: expected 9223372036854775808 more bytes, got 1",
                "80 05 95 0200000000000000 2e   | byte 11: expected a frame length of at most 1, got 2",
                "80 05 4e 72 ff ff ff 3f 2e     | byte 8: expected a memo index of at most 2000000, got 1073741823",
                "80 05 58 01000000 ff 2e        | byte 8: expected text in UTF-8",
                "80 02 63 61 00                 | expected a name of printable letters, got byte 0x00",
                "80 02 2e                       | STOP finds too little or too much on the stack",
                "80 02 4e 4e 2e                 | STOP finds too little or too much on the stack",
                "80 02 28 2e                    | STOP finds too little or too much on the stack",
                "80 02 4e 28 74 2e              | STOP finds too little or too much on the stack",
                "80 02 4e 28 85 2e              | TUPLE1 finds too little or too much on the stack",
                "80 02 74 2e                    | TUPLE finds too little or too much on the stack",
                "80 02 68 09 2e                 | invalid memo key",
                "80 02 28 71 00 2e              | BINPUT finds too little or too much on the stack",
                "80 02 28 75 2e                 | expected an object on the stack, got none",
                "80 02 4e 28 75 2e              | expected a dict to put items into, got None",
                "80 02 7d 28 4e 75 2e           | expected names and values for a dict, got 1 items",
                "80 02 7d 29 4e 73 2e           | expected a string or an integer as key, got a tuple",
                "80 02 7d 4b01 4e 73 4d0100 4e 73 2e | expected each key once, got 1 twice",
                "80 02 7d 4e 61 2e              | expected a list to append to, got a dict",
                "80 02 4e 29 52 2e              | expected a call of what makes tensors, got a call of None",
                "80 02 4e 29 81 2e              | expected a new TorchScript module, got an object of None",
                "80 02 7d 4e 62 2e              | BUILD cannot give None to a dict",
                "80 02 4e 51 2e                 | expected a persistent id",
                "80 04 4e 4e 93 2e              | STACK_GLOBAL expects two strings",
                "80 02 636f730a73797374656d0a 2e| expected only names that tensors are made of, got os.system",
                "80 04 8c026f73 8c0673797374656d 93 2e | expected only names that tensors are made of, got os.system"
            })
    void refusesWhatIsNoPickleOfWeights(String hex, String complaint) {
        String message = assertThrows(WeightsException.class, () -> read(hex)).getMessage();
        assertTrue(message.startsWith("p: "), message);
        assertTrue(message.contains(complaint), message);
    }

    @Test
    void refusesTooManyInstructions() {
        byte[] pickle = new byte[TOO_MANY + 1];
        Arrays.fill(pickle, (byte) PickleOpcode.EMPTY_DICT.code());
        assertEquals(
                "p: expected a pickle of at most 2000000 instructions, got more",
                assertThrows(WeightsException.class, () -> read(pickle)).getMessage());
    }

    @Test
    void refusesPicklesThatAreTooLong() {
        byte[] pickle = new byte[PickleScanner.LONGEST + 10];
        PickleWriter start = new PickleWriter();
        byte[] head = start.code(PickleOpcode.BINBYTES, new byte[] {0, 0, 0, 1}).stop();
        System.arraycopy(head, 0, pickle, 0, head.length - 1);
        assertEquals(
                "p: expected a pickle of at most 16777216 bytes",
                assertThrows(WeightsException.class, () -> read(pickle)).getMessage());
    }

    private static Object read(String hex) {
        return read(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static Object read(byte[] pickle) {
        try {
            byte[] scanned = PickleScanner.next(new ByteArrayInputStream(pickle), pickle.length, "p");
            return TorchUnpickler.read(scanned, PickledNames.ofSavedObjects(), new HashMap<>(), "p");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
