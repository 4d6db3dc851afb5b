package io.github.lmclip.data.image;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** Decodes stripped JPEG files with the system's {@code libturbojpeg} (its C interface of version 2 and later). */
final class TurboJpeg {

    private static final int RGB = 0;
    private static final int GRAY = 6;

    /** Larger buffers are freed at once instead of kept for the thread's next picture. */
    private static final long KEPT_BYTES = 8 << 20;

    private static final ThreadLocal<Memory> FILE = new ThreadLocal<>();
    private static final ThreadLocal<Memory> PIXELS = new ThreadLocal<>();

    static {
        Native.register(TurboJpeg.class, "turbojpeg");
    }

    private TurboJpeg() {}

    private static native Pointer tjInitDecompress();

    private static native int tjDecompress2(
            Pointer handle,
            Pointer file,
            NativeLong bytes,
            Pointer target,
            int width,
            int pitch,
            int height,
            int format,
            int flags);

    private static native int tjDestroy(Pointer handle);

    /** Ink is left to the JDK's reader, whose conversion is Pillow's. */
    static boolean takes(JpegFile file) {
        return file.space() != JpegFile.Space.CMYK && file.space() != JpegFile.Space.YCCK;
    }

    /** Returns the pixels; where the library has a complaint, the JDK's reader decides about the file. */
    static Bitmap decode(JpegFile file, PictureBytes source) {
        PixelMode mode = file.space() == JpegFile.Space.GRAY ? PixelMode.GRAY : PixelMode.RGB;
        byte[] samples = new byte[Math.multiplyExact(file.width() * file.height(), mode.samples())];
        return fill(file, samples, mode)
                ? new Bitmap(file.width(), file.height(), mode, samples, new byte[0])
                : JpegPixels.decode(file, source);
    }

    private static boolean fill(JpegFile file, byte[] samples, PixelMode mode) {
        int bytes = file.end() - file.start();
        Memory input = buffer(FILE, bytes);
        Memory output = buffer(PIXELS, samples.length);
        Pointer handle = tjInitDecompress();
        try {
            input.write(0, file.bytes(), file.start(), bytes);
            int format = mode == PixelMode.GRAY ? GRAY : RGB;
            int status = tjDecompress2(
                    handle, input, new NativeLong(bytes), output, file.width(), 0, file.height(), format, 0);
            if (status == 0) {
                output.read(0, samples, 0, samples.length);
            }
            return status == 0;
        } finally {
            tjDestroy(handle);
            release(FILE, input);
            release(PIXELS, output);
        }
    }

    private static Memory buffer(ThreadLocal<Memory> kept, long bytes) {
        Memory memory = kept.get();
        return memory != null && memory.size() >= bytes ? memory : new Memory(bytes);
    }

    private static void release(ThreadLocal<Memory> kept, Memory memory) {
        Memory before = kept.get();
        if (memory == before) {
            return;
        }
        if (memory.size() > KEPT_BYTES) {
            memory.close();
            return;
        }
        if (before != null) {
            before.close();
        }
        kept.set(memory);
    }
}
