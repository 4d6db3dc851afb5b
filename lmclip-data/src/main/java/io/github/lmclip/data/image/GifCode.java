package io.github.lmclip.data.image;

/** GIF's variant of Lempel, Ziv and Welch's code. */
final class GifCode {

    private static final int MAX_CODES = 4096;
    private static final int NONE = -1;

    private final PictureBytes source;
    private final byte[] data;
    private final int rootBits;
    private final short[] prefix = new short[MAX_CODES];
    private final byte[] last = new byte[MAX_CODES];
    private final byte[] reversed = new byte[MAX_CODES];
    private final byte[] indices;
    private int filled;
    private int bits;
    private int codes;
    private int previous;
    private long bitPosition;

    /**
     * Prepares to read.
     *
     * @param rootBits bits of a colour index
     * @param data the coded indices
     * @param count how many indices are wanted
     */
    GifCode(int rootBits, byte[] data, int count, PictureBytes source) {
        if (rootBits < 1 || rootBits > 8) {
            throw source.broken("GIF codes that start at %d bits, expected 1 to 8".formatted(rootBits));
        }
        this.source = source;
        this.data = data;
        this.rootBits = rootBits;
        this.indices = new byte[count];
    }

    /** Returns exactly the wanted number of colour indices; what follows them is ignored. */
    byte[] read() {
        int clear = 1 << rootBits;
        restart();
        while (filled < indices.length) {
            int code = next();
            if (code == clear) {
                restart();
            } else if (code == clear + 1 || code > codes || code == codes && previous == NONE) {
                throw source.broken("GIF code %d after %d pixels, expected more pixels".formatted(code, filled));
            } else {
                accept(code, clear);
            }
        }
        return indices;
    }

    private void restart() {
        bits = rootBits + 1;
        codes = (1 << rootBits) + 2;
        previous = NONE;
    }

    private void accept(int code, int clear) {
        int length = spell(code == codes ? previous : code, clear);
        byte first = reversed[length - 1];
        append(length);
        if (code == codes && filled < indices.length) {
            indices[filled++] = first;
        }
        if (previous != NONE && codes < MAX_CODES) {
            prefix[codes] = (short) previous;
            last[codes++] = first;
            bits += codes == 1 << bits && codes < MAX_CODES ? 1 : 0;
        }
        previous = code;
    }

    private int next() {
        if (bitPosition + bits > 8L * data.length) {
            throw source.broken("GIF data ends after %d pixels, expected %d".formatted(filled, indices.length));
        }
        int code = 0;
        for (int i = 0; i < bits; i++, bitPosition++) {
            code |= (data[(int) (bitPosition >> 3)] >> (bitPosition & 7) & 1) << i;
        }
        return code;
    }

    /** Writes the indices of {@code code} backwards into {@code reversed} and returns their number. */
    private int spell(int code, int clear) {
        int length = 0;
        int rest = code;
        while (rest >= clear) {
            reversed[length++] = last[rest];
            rest = prefix[rest];
        }
        reversed[length++] = (byte) rest;
        return length;
    }

    private void append(int length) {
        for (int i = length - 1; i >= 0 && filled < indices.length; i--) {
            indices[filled++] = reversed[i];
        }
    }
}
