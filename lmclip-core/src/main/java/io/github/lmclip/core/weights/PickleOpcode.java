package io.github.lmclip.core.weights;

/**
 * The instructions of a pickle that weights are written with (Python's {@code pickletools} defines them all). What is left
 * out: text forms of protocol 0, sets, long integers beyond 255 bytes, extension codes, out-of-band buffers, and every way
 * but one to make an object of a class.
 */
enum PickleOpcode {
    MARK('(', Argument.NONE),
    EMPTY_TUPLE(')', Argument.NONE),
    STOP('.', Argument.NONE),
    BINBYTES('B', Argument.BYTES_4),
    SHORT_BINBYTES('C', Argument.BYTES_1),
    BINFLOAT('G', Argument.FIXED_8),
    BININT('J', Argument.FIXED_4),
    BININT1('K', Argument.FIXED_1),
    BININT2('M', Argument.FIXED_2),
    NONE('N', Argument.NONE),
    BINPERSID('Q', Argument.NONE),
    REDUCE('R', Argument.NONE),
    BINUNICODE('X', Argument.TEXT_4),
    EMPTY_LIST(']', Argument.NONE),
    APPEND('a', Argument.NONE),
    BUILD('b', Argument.NONE),
    GLOBAL('c', Argument.TWO_LINES),
    APPENDS('e', Argument.NONE),
    BINGET('h', Argument.FIXED_1),
    LONG_BINGET('j', Argument.FIXED_4),
    BINPUT('q', Argument.FIXED_1),
    LONG_BINPUT('r', Argument.MEMO_4),
    SETITEM('s', Argument.NONE),
    TUPLE('t', Argument.NONE),
    SETITEMS('u', Argument.NONE),
    EMPTY_DICT('}', Argument.NONE),
    PROTO(0x80, Argument.PROTOCOL),
    NEWOBJ(0x81, Argument.NONE),
    TUPLE1(0x85, Argument.NONE),
    TUPLE2(0x86, Argument.NONE),
    TUPLE3(0x87, Argument.NONE),
    NEWTRUE(0x88, Argument.NONE),
    NEWFALSE(0x89, Argument.NONE),
    LONG1(0x8a, Argument.BYTES_1),
    SHORT_BINUNICODE(0x8c, Argument.TEXT_1),
    BINUNICODE8(0x8d, Argument.TEXT_8),
    BINBYTES8(0x8e, Argument.BYTES_8),
    STACK_GLOBAL(0x93, Argument.NONE),
    MEMOIZE(0x94, Argument.NONE),
    FRAME(0x95, Argument.FRAME);

    /** What follows the instruction: so many bytes, or a length of so many bytes and then text or bytes. */
    enum Argument {
        NONE,
        FIXED_1,
        FIXED_2,
        FIXED_4,
        FIXED_8,
        TEXT_1,
        TEXT_4,
        TEXT_8,
        BYTES_1,
        BYTES_4,
        BYTES_8,
        TWO_LINES,
        MEMO_4,
        PROTOCOL,
        FRAME
    }

    private static final PickleOpcode[] BY_CODE = new PickleOpcode[256];

    static {
        for (PickleOpcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;
    private final Argument argument;

    PickleOpcode(int code, Argument argument) {
        this.code = code;
        this.argument = argument;
    }

    int code() {
        return code;
    }

    Argument argument() {
        return argument;
    }

    /** Returns how many objects must lie on the stack, above the last mark. */
    int operands() {
        return switch (this) {
            case TUPLE1, BINPUT, LONG_BINPUT, MEMOIZE, BINPERSID, STOP -> 1;
            case TUPLE2, APPEND, STACK_GLOBAL, REDUCE, NEWOBJ, BUILD -> 2;
            case TUPLE3, SETITEM -> 3;
            default -> 0;
        };
    }

    /** Returns whether it takes everything down to the last mark. */
    boolean endsMark() {
        return this == TUPLE || this == SETITEMS || this == APPENDS;
    }

    /** Returns whether the code, 0 to 255, is one of these. */
    static boolean isAllowed(int code) {
        return BY_CODE[code] != null;
    }

    /** Returns the instruction of an allowed code. */
    static PickleOpcode of(int code) {
        return BY_CODE[code];
    }
}
