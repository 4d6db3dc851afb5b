package io.github.lmclip.data.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Loops over samples that travel four to an {@code int}, the first in the lowest byte.
 *
 * <p>The JIT of Java 17 turns loops over whole {@code int} arrays without offsets into vector instructions, but none
 * over bytes, none with a start within an array that it cannot see, and no {@code Math.min}: hence their form.
 */
final class PackedSamples {

    private static final int HALF = 1 << ResamplingWeights.PRECISION_BITS - 1;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private PackedSamples() {}

    /** Returns how many words hold {@code samples} samples. */
    static int words(int samples) {
        return (samples + 3) / 4;
    }

    /** Returns the four bytes from {@code at} on; beyond the buffer's end they are 0. */
    static int read(ByteBuffer bytes, int at) {
        if (at <= bytes.limit() - 4) {
            return bytes.getInt(at);
        }
        int word = 0;
        for (int i = bytes.limit() - 1; i >= at; i--) {
            word = word << 8 | bytes.get(i) & 0xff;
        }
        return word;
    }

    /** Reads the words at {@code at} and in steps of {@code step} bytes from there, into {@code count} places of a column. */
    static void pick(byte[] bytes, int at, int step, int[] column, int start, int count) {
        int position = at;
        for (int i = start; i < start + count; i++, position += step) {
            column[i] = (int) WORD.get(bytes, position);
        }
    }

    /** Stores a word's bytes from {@code at} on, those beyond the array's end left out. */
    static void write(int word, byte[] bytes, int at) {
        if (at <= bytes.length - 4) {
            WORD.set(bytes, at, word);
            return;
        }
        for (int i = at; i < bytes.length; i++) {
            bytes[i] = (byte) (word >> 8 * (i - at));
        }
    }

    /** Returns where the first byte of value 255 lies from {@code from} on; at most the array's length. */
    static int indexOfFullByte(byte[] bytes, int from) {
        int at = from;
        while (at <= bytes.length - 8 && !hasFullByte((long) EIGHT.get(bytes, at))) {
            at += 8;
        }
        while (at < bytes.length && bytes[at] != -1) {
            at++;
        }
        return at;
    }

    /** A byte of the complement is 0, hence borrows where 1 is taken from it. */
    private static boolean hasFullByte(long eight) {
        return (~eight - 0x0101010101010101L & eight & 0x8080808080808080L) != 0;
    }

    /** Starts sums at one half, so that cutting off their fraction rounds them. */
    static void clear(int[] sums, int count) {
        Arrays.fill(sums, 0, count, HALF);
    }

    /** Adds {@code weight} times the sample of each word that starts at bit {@code shift}. */
    static void add(int[] sums, int[] words, int shift, int weight, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += weight * (words[i] >>> shift & 0xff);
        }
    }

    /** The same for two arrays at once; the compiler knows this order of the terms, and not {@code +=} of two products. */
    static void add(int[] sums, int[] words, int shift, int weight, int[] words2, int shift2, int weight2, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] = sums[i] + weight * (words[i] >>> shift & 0xff) + weight2 * (words2[i] >>> shift2 & 0xff);
        }
    }

    /** Turns sums into samples of 0 to 255, and puts them into the words at bit {@code shift}. */
    static void put(int[] sums, int[] words, int shift, int count) {
        for (int i = 0; i < count; i++) {
            int level = sums[i] >> ResamplingWeights.PRECISION_BITS;
            level &= ~(level >> 31);
            level |= 255 - level >> 31;
            words[i] |= (level & 0xff) << shift;
        }
    }
}
