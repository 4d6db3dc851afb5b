package io.github.lmclip.data.fetch.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class Md5Properties {

    @Property
    void isThatOfTheJdkWhereverItIsInterrupted(
            @ForAll @IntRange(max = 40) int blocks, @ForAll @IntRange(max = 40) int before, @ForAll long seed) {
        byte[] data = new byte[blocks * Md5.BLOCK];
        new Random(seed).nextBytes(data);
        int cut = Math.min(before, blocks) * Md5.BLOCK;
        Md5 first = Md5.start();
        first.add(data, cut);
        Md5 second = Md5.resume(first.state(), cut);
        second.add(Arrays.copyOfRange(data, cut, data.length), data.length - cut);
        assertEquals(Photo.hash("MD5", data), second.value());
        assertEquals(Photo.hash("MD5", Arrays.copyOf(data, cut)), first.value());
    }

    @Example
    void refusesOddLengthsAndStates() {
        assertTrue(message(() -> Md5.start().add(new byte[70], 70)).contains("a multiple of 64 bytes, got 70"));
        String state = Md5.start().state();
        assertTrue(message(() -> Md5.resume(state, 1)).contains("after 1"));
        assertTrue(message(() -> Md5.resume("abcd", 0)).contains("expected 32 digits"));
    }

    private static String message(org.junit.jupiter.api.function.Executable deed) {
        return assertThrows(IllegalArgumentException.class, deed).getMessage();
    }
}
