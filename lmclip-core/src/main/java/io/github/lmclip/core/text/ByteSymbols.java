package io.github.lmclip.core.text;

/**
 * The 256 printable characters by which a merges file writes bytes. Bytes that print in Latin-1 stand for themselves and
 * come first; the others follow as U+0100, U+0101 and so on. The position in this order is the symbol's id.
 */
final class ByteSymbols {

    /** The number of byte values. */
    static final int COUNT = 256;

    private static final char[] CHARACTERS = new char[COUNT];
    private static final int[] BYTES = new int[COUNT];
    private static final int[] IDS = new int[COUNT];

    static {
        int id = 0;
        for (int value = 0; value < COUNT; value++) {
            if (prints(value)) {
                define(id++, value, (char) value);
            }
        }
        for (int value = 0, other = COUNT; value < COUNT; value++) {
            if (!prints(value)) {
                define(id++, value, (char) other++);
            }
        }
    }

    private ByteSymbols() {}

    /** Returns the character that stands for the byte with this id. */
    static char character(int id) {
        return CHARACTERS[id];
    }

    /** Returns the byte with this id, 0 to 255. */
    static int value(int id) {
        return BYTES[id];
    }

    /** Returns the id of a byte, given as 0 to 255. */
    static int id(int value) {
        return IDS[value];
    }

    private static void define(int id, int value, char character) {
        CHARACTERS[id] = character;
        BYTES[id] = value;
        IDS[value] = id;
    }

    private static boolean prints(int value) {
        return value >= '!' && value <= '~' || value >= 0xA1 && value <= 0xFF && value != 0xAD;
    }
}
