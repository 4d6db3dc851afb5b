package io.github.lmclip.data.image;

import javax.imageio.stream.ImageInputStreamImpl;

/** Part of an array as a stream for a reader of the JDK, without the copies that the JDK's own streams keep. */
final class ByteArrayImageStream extends ImageInputStreamImpl {

    private final byte[] bytes;
    private final int start;
    private final int end;

    ByteArrayImageStream(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos >= length() ? -1 : bytes[start + (int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        bitOffset = 0;
        if (streamPos >= length()) {
            return -1;
        }
        int count = (int) Math.min(length, length() - streamPos);
        System.arraycopy(bytes, start + (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return end - start;
    }
}
