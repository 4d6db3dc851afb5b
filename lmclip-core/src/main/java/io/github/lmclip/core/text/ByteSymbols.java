package io.github.lmclip.core.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** GPT-2's printable stand-ins for the 256 bytes: printable Latin-1 stands for itself, the rest for code points from 256 on. */
final class ByteSymbols {

    private static final List<String> IN_ORDER = new ArrayList<>();
    private static final String[] OF_BYTE = new String[256];
    private static final Map<Character, Byte> BYTES = new HashMap<>();

    static {
        for (int value = 0; value < 256; value++) {
            if (isPrintable(value)) {
                put(value, (char) value);
            }
        }
        char next = 256;
        for (int value = 0; value < 256; value++) {
            if (!isPrintable(value)) {
                put(value, next++);
            }
        }
    }

    private ByteSymbols() {}

    private static boolean isPrintable(int value) {
        return value >= '!' && value <= '~' || value >= 0xa1 && value <= 0xac || value >= 0xae;
    }

    private static void put(int value, char symbol) {
        OF_BYTE[value] = String.valueOf(symbol);
        IN_ORDER.add(OF_BYTE[value]);
        BYTES.put(symbol, (byte) value);
    }

    /** Returns the symbols in the order of their token ids. */
    static List<String> all() {
        return IN_ORDER;
    }

    /** Returns the symbols of a word's UTF-8 bytes. */
    static List<String> of(String word) {
        List<String> symbols = new ArrayList<>();
        for (byte value : word.getBytes(StandardCharsets.UTF_8)) {
            symbols.add(OF_BYTE[value & 0xff]);
        }
        return symbols;
    }

    /** Returns the text whose bytes the symbols stand for; broken UTF-8 becomes replacement characters. */
    static String text(String symbols) {
        byte[] bytes = new byte[symbols.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = BYTES.get(symbols.charAt(i));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
