package io.github.lmclip.core.text;

import java.util.Arrays;

/**
 * Properties of code points in Unicode 14, the version that the reference ids were made with. The JDK's own tables
 * follow the JDK: version 13 in Java 17, 15 in Java 21.
 */
final class UnicodeTable {

    private static final int PAGE = 256;
    private static final int LETTER = 1;
    private static final int NUMBER = 2;
    private static final int SPACE = 4;
    private static final int CASED = 8;
    private static final int CASE_IGNORABLE = 16;

    private static final byte[][] FLAGS = new byte[(Character.MAX_CODE_POINT + 1) / PAGE][];
    private static final int[][] LOWER = new int[(Character.MAX_CODE_POINT + 1) / PAGE][];

    static {
        byte[] noFlags = new byte[PAGE];
        int[] noDistance = new int[PAGE];
        Arrays.fill(FLAGS, noFlags);
        Arrays.fill(LOWER, noDistance);
        for (String[] line : ResourceLines.read("unicode-14.txt")) {
            int dash = line[1].indexOf('-');
            int first = Integer.parseInt(line[1], 0, dash, 16);
            int last = Integer.parseInt(line[1], dash + 1, line[1].length(), 16);
            if (line[0].equals("M")) {
                lower(first, last, Integer.parseInt(line[2]), Integer.parseInt(line[3]), noDistance);
            } else {
                flag(first, last, flag(line[0]), noFlags);
            }
        }
    }

    private UnicodeTable() {}

    /** Returns whether the code point is a letter, {@code \p{L}}. */
    static boolean isLetter(int codePoint) {
        return (flags(codePoint) & LETTER) != 0;
    }

    /** Returns whether the code point is a number, {@code \p{N}}. */
    static boolean isNumber(int codePoint) {
        return (flags(codePoint) & NUMBER) != 0;
    }

    /** Returns whether the code point is white space, {@code \s} in Python's regex module. */
    static boolean isSpace(int codePoint) {
        return (flags(codePoint) & SPACE) != 0;
    }

    /** Returns whether the code point is neither letter, number nor white space. */
    static boolean isOther(int codePoint) {
        return (flags(codePoint) & (LETTER | NUMBER | SPACE)) == 0;
    }

    /** Returns whether the code point has or is a case, those that are also case-ignorable left out. */
    static boolean isCased(int codePoint) {
        return (flags(codePoint) & CASED) != 0;
    }

    /** Returns whether a final sigma looks past the code point. */
    static boolean isCaseIgnorable(int codePoint) {
        return (flags(codePoint) & CASE_IGNORABLE) != 0;
    }

    /** Returns the lower case of a code point whose lower case is one code point, else the code point. */
    static int lower(int codePoint) {
        return codePoint + LOWER[codePoint / PAGE][codePoint % PAGE];
    }

    /** Returns whether the code point is in lower case and has an upper one, or would have one. */
    static boolean isLower(int codePoint) {
        return isCased(codePoint) && isLetter(codePoint) && lower(codePoint) == codePoint;
    }

    /** Returns whether the code point has a lower case other than itself. */
    static boolean isUpper(int codePoint) {
        return lower(codePoint) != codePoint;
    }

    private static int flags(int codePoint) {
        return FLAGS[codePoint / PAGE][codePoint % PAGE];
    }

    private static byte flag(String name) {
        return switch (name) {
            case "L" -> LETTER;
            case "N" -> NUMBER;
            case "S" -> SPACE;
            case "C" -> CASED;
            case "I" -> CASE_IGNORABLE;
            default -> throw new IllegalStateException("unicode-14.txt: unknown property " + name);
        };
    }

    private static void flag(int first, int last, byte flag, byte[] empty) {
        for (int codePoint = first; codePoint <= last; codePoint++) {
            int page = codePoint / PAGE;
            FLAGS[page] = FLAGS[page] == empty ? new byte[PAGE] : FLAGS[page];
            FLAGS[page][codePoint % PAGE] |= flag;
        }
    }

    private static void lower(int first, int last, int step, int distance, int[] empty) {
        for (int codePoint = first; codePoint <= last; codePoint += step) {
            int page = codePoint / PAGE;
            LOWER[page] = LOWER[page] == empty ? new int[PAGE] : LOWER[page];
            LOWER[page][codePoint % PAGE] = distance;
        }
    }
}
