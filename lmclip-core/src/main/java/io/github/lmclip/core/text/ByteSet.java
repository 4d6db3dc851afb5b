package io.github.lmclip.core.text;

/**
 * A set of the bytes 0x80 to 0xBF, those that continue a UTF-8 sequence.
 *
 * @param bits bit i for byte 0x80 + i
 */
record ByteSet(long bits) {

    static ByteSet of(int... values) {
        long bits = 0;
        for (int value : values) {
            bits |= 1L << value; // shifts count modulo 64
        }
        return new ByteSet(bits);
    }

    boolean contains(int value) {
        return (bits >>> value & 1) != 0;
    }
}
