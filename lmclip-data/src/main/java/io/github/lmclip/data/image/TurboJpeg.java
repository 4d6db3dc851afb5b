package io.github.lmclip.data.image;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BiFunction;

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
        return decoded(file, (mode, pixels) -> {
                    byte[] samples = new byte[size(file, mode)];
                    pixels.read(0, samples, 0, samples.length);
                    return new Bitmap(file.width(), file.height(), mode, samples, new byte[0]);
                })
                .orElseGet(() -> JpegPixels.decode(file, source));
    }

    /** Returns the picture squashed, straight from the memory that the library filled. */
    static Bitmap square(JpegFile file, PictureBytes source, Resampling filter, int size) {
        return decoded(file, (mode, pixels) -> {
                    ByteBuffer bytes = pixels.getByteBuffer(0, size(file, mode));
                    Samples samples = new Samples(file.width(), file.height(), mode, bytes);
                    return TwoPassResize.resize(samples, size, size, Window.whole(size, size), filter)
                            .toRgb();
                })
                .orElseGet(() -> JpegPixels.square(file, source, filter, size));
    }

    private static int size(JpegFile file, PixelMode mode) {
        return Math.multiplyExact(file.width() * file.height(), mode.samples());
    }

    private static Optional<Bitmap> decoded(JpegFile file, BiFunction<PixelMode, Memory, Bitmap> use) {
        PixelMode mode = file.space() == JpegFile.Space.GRAY ? PixelMode.GRAY : PixelMode.RGB;
        Memory input = buffer(FILE, file.end() - file.start());
        Memory output = buffer(PIXELS, size(file, mode));
        try {
            return fill(file, input, output, mode == PixelMode.GRAY ? GRAY : RGB)
                    ? Optional.of(use.apply(mode, output))
                    : Optional.empty();
        } finally {
            release(FILE, input);
            release(PIXELS, output);
        }
    }

    private static boolean fill(JpegFile file, Memory input, Memory output, int format) {
        int bytes = file.end() - file.start();
        input.write(0, file.bytes(), file.start(), bytes);
        Pointer handle = tjInitDecompress();
        try {
            NativeLong length = new NativeLong(bytes);
            return tjDecompress2(handle, input, length, output, file.width(), 0, file.height(), format, 0) == 0;
        } finally {
            tjDestroy(handle);
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
