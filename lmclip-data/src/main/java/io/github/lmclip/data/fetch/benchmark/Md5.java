package io.github.lmclip.data.fetch.benchmark;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * MD5 (RFC 1321) of whole blocks, with a state that can be written down and gone on from, unlike that of the JDK's: an archive
 * need not be read from its start again to be known.
 */
final class Md5 {

    /** Bytes that the state changes by; every length added is a multiple of it. */
    static final int BLOCK = 64;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LENGTH = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final HexFormat HEX = HexFormat.of();

    private static final int[] TURNS = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};
    private static final int[] SINES = new int[BLOCK];

    static {
        for (int i = 0; i < BLOCK; i++) {
            SINES[i] = (int) (long) (Math.abs(StrictMath.sin(i + 1)) * (1L << 32));
        }
    }

    private final int[] state;
    private long bytes;

    private Md5(int[] state, long bytes) {
        this.state = state;
        this.bytes = bytes;
    }

    static Md5 start() {
        return new Md5(new int[] {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}, 0);
    }

    /**
     * Goes on after so many bytes.
     *
     * @throws IllegalArgumentException if {@code state} is not of the form that {@link #state} gives
     */
    static Md5 resume(String state, long bytes) {
        byte[] words = HEX.parseHex(state);
        if (words.length != 16 || bytes < 0 || bytes % BLOCK != 0) {
            throw new IllegalArgumentException("expected 32 digits after a multiple of %d bytes, got \"%s\" after %d"
                    .formatted(BLOCK, state, bytes));
        }
        int[] read = new int[4];
        Arrays.setAll(read, i -> (int) WORDS.get(words, 4 * i));
        return new Md5(read, bytes);
    }

    String state() {
        return HEX.formatHex(stateBytes());
    }

    private byte[] stateBytes() {
        byte[] words = new byte[16];
        for (int i = 0; i < 4; i++) {
            WORDS.set(words, 4 * i, state[i]);
        }
        return words;
    }

    /** Adds bytes; the length is a multiple of {@link #BLOCK}. */
    void add(byte[] data, int length) {
        if (length % BLOCK != 0) {
            throw new IllegalArgumentException("expected a multiple of %d bytes, got %d".formatted(BLOCK, length));
        }
        for (int at = 0; at < length; at += BLOCK) {
            mix(data, at);
        }
        bytes += length;
    }

    /** Returns the MD5 of all that was added, which stays as it is. */
    String value() {
        byte[] padding = new byte[BLOCK];
        padding[0] = (byte) 0x80;
        LENGTH.set(padding, BLOCK - Long.BYTES, 8 * bytes);
        Md5 last = new Md5(state.clone(), bytes);
        last.mix(padding, 0);
        return last.state();
    }

    private void mix(byte[] data, int at) {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        for (int i = 0; i < BLOCK; i++) {
            int round = i >> 4;
            int mixed = a + bits(round, b, c, d) + SINES[i] + (int) WORDS.get(data, at + 4 * word(round, i));
            a = d;
            d = c;
            c = b;
            b += Integer.rotateLeft(mixed, TURNS[4 * round + (i & 3)]);
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }

    private static int bits(int round, int b, int c, int d) {
        return switch (round) {
            case 0 -> b & c | ~b & d;
            case 1 -> d & b | ~d & c;
            case 2 -> b ^ c ^ d;
            default -> c ^ (b | ~d);
        };
    }

    private static int word(int round, int i) {
        return switch (round) {
            case 0 -> i;
            case 1 -> 5 * i + 1 & 15;
            case 2 -> 3 * i + 5 & 15;
            default -> 7 * i & 15;
        };
    }
}
