package io.github.lmclip.core.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Takes one pickle off a stream and checks, before anything interprets it, what would cost memory or time: which
 * instructions there are and how many, every length against the bytes that are left, protocol and memo indices.
 */
final class PickleScanner {

    /** A hundred times the pickle of the largest CLIP with its optimizer. */
    static final int LONGEST = 16 << 20;

    private static final int MOST_INSTRUCTIONS = 2_000_000;
    private static final int LONGEST_LINE = 256;
    private static final int NEWEST_PROTOCOL = 5;

    private final InputStream in;
    private final String where;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final long available;

    private PickleScanner(InputStream in, long available, String where) {
        this.in = in;
        this.available = available;
        this.where = where;
    }

    /**
     * Returns the bytes of the next pickle, from its first instruction to its STOP.
     *
     * @param in a buffered stream; it stands behind the pickle afterwards
     * @param available how many bytes the stream has
     * @param where what messages call the pickle
     */
    static byte[] next(InputStream in, long available, String where) throws IOException {
        PickleScanner scanner = new PickleScanner(in, available, where);
        for (int i = 0; i < MOST_INSTRUCTIONS; i++) {
            if (scanner.instruction() == PickleOpcode.STOP) {
                return scanner.taken.toByteArray();
            }
        }
        throw new WeightsException(
                "%s: expected a pickle of at most %d instructions, got more".formatted(where, MOST_INSTRUCTIONS));
    }

    private PickleOpcode instruction() throws IOException {
        int place = taken.size();
        int code = take(1)[0] & 0xFF;
        if (!PickleOpcode.isAllowed(code)) {
            throw new WeightsException("%s: byte %d: expected an instruction that weights are written with, got 0x%02x"
                    .formatted(where, place, code));
        }
        PickleOpcode opcode = PickleOpcode.of(code);
        switch (opcode.argument()) {
            case NONE -> {}
            case FIXED_1 -> take(1);
            case FIXED_2 -> take(2);
            case FIXED_4 -> take(4);
            case FIXED_8 -> take(8);
            case TEXT_1 -> text(number(1));
            case TEXT_4 -> text(number(4));
            case TEXT_8 -> text(number(8));
            case BYTES_1 -> take(number(1));
            case BYTES_4 -> take(number(4));
            case BYTES_8 -> take(number(8));
            case TWO_LINES -> {
                line();
                line();
            }
            case MEMO_4 -> atMost("memo index", number(4), MOST_INSTRUCTIONS);
            case PROTOCOL -> atMost("protocol", number(1), NEWEST_PROTOCOL);
            case FRAME -> atMost("frame length", number(8), available - taken.size());
        }
        return opcode;
    }

    /** Reads a little-endian number; one of 8 bytes may come out negative. */
    private long number(int width) throws IOException {
        long number = 0;
        byte[] bytes = take(width);
        for (int i = 0; i < width; i++) {
            number |= (bytes[i] & 0xFFL) << 8 * i;
        }
        return number;
    }

    private void atMost(String what, long number, long limit) {
        if (number < 0 || number > limit) {
            throw new WeightsException("%s: byte %d: expected a %s of at most %d, got %s"
                    .formatted(where, taken.size(), what, limit, Long.toUnsignedString(number)));
        }
    }

    private void text(long length) throws IOException {
        byte[] bytes = take(length);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new WeightsException("%s: byte %d: expected text in UTF-8".formatted(where, taken.size()), e);
        }
    }

    private void line() throws IOException {
        for (int length = 0; length <= LONGEST_LINE; length++) {
            int next = take(1)[0];
            if (next == '\n') {
                return;
            }
            if (next <= ' ' || next > '~') {
                throw new WeightsException("%s: byte %d: expected a name of printable letters, got byte 0x%02x"
                        .formatted(where, taken.size(), next & 0xFF));
            }
        }
        throw new WeightsException(
                "%s: byte %d: expected a name of at most %d letters".formatted(where, taken.size(), LONGEST_LINE));
    }

    private byte[] take(long length) throws IOException {
        if (length < 0 || length > available - taken.size()) {
            throw new WeightsException("%s: byte %d: expected %s more bytes, got %d"
                    .formatted(where, taken.size(), Long.toUnsignedString(length), available - taken.size()));
        }
        if (length > LONGEST - taken.size()) {
            throw new WeightsException("%s: expected a pickle of at most %d bytes".formatted(where, LONGEST));
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new WeightsException("%s: byte %d: expected %d more bytes, got the end of the file"
                    .formatted(where, taken.size(), length));
        }
        taken.write(bytes);
        return bytes;
    }
}
