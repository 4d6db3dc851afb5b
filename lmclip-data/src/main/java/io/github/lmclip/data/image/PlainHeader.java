package io.github.lmclip.data.image;

import io.github.lmclip.data.PictureException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** What can be told from the bytes of a PNG or GIF before it is decoded: whether all of it is there. */
final class PlainHeader {

    private static final long PNG = 0x89504E470D0A1A0AL;

    private static final int IEND = 0x49454E44;

    /** Length, type and checksum of a PNG chunk. */
    private static final int AROUND = 12;

    private PlainHeader() {}

    /**
     * Returns the bytes.
     *
     * @throws PictureException if they are a PNG or GIF that is cut off or damaged
     */
    static byte[] check(byte[] bytes, String name) {
        if (bytes.length > Long.BYTES && ByteBuffer.wrap(bytes).getLong() == PNG) {
            checkChunks(bytes, name);
        } else if (bytes.length > 6 && bytes[0] == 'G' && bytes[1] == 'I' && bytes[2] == 'F') {
            require(bytes[bytes.length - 1] == ';', name, "ends without GIF's trailer");
        } else if (bytes.length > 6 && bytes[0] == 'B' && bytes[1] == 'M') {
            int stated = ByteBuffer.wrap(bytes)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getInt(2);
            require(stated <= bytes.length, name, "states " + stated + " bytes and has " + bytes.length);
        }
        return bytes;
    }

    private static void checkChunks(byte[] bytes, String name) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int position = Long.BYTES;
        int type = 0;
        while (type != IEND) {
            require(position + AROUND <= bytes.length, name, "ends before PNG's last chunk");
            long length = buffer.getInt(position) & 0xffffffffL;
            type = buffer.getInt(position + 4);
            require(position + AROUND + length <= bytes.length, name, "ends inside a PNG chunk");
            CRC32 sum = new CRC32();
            sum.update(bytes, position + 4, (int) length + 4);
            int end = position + 8 + (int) length;
            require((int) sum.getValue() == buffer.getInt(end), name, "has a damaged PNG chunk");
            position = end + 4;
        }
    }

    private static void require(boolean holds, String name, String complaint) {
        if (!holds) {
            throw new PictureException("%s %s, expected a whole picture".formatted(name, complaint));
        }
    }
}
