package io.github.lmclip.data.image;

/** Who decodes JPEG. The pixels are the same: another decoder than the JDK's runs only where it has proved equal. */
public enum JpegEngine {
    /** The JDK's reader, on every platform. */
    JDK {
        @Override
        Bitmap decode(JpegFile file, PictureBytes source) {
            return JpegPixels.decode(file, source);
        }

        @Override
        Bitmap square(JpegFile file, PictureBytes source, Resampling filter, int size) {
            return JpegPixels.square(file, source, filter, size);
        }
    },
    /**
     * The system's {@code libturbojpeg} where it is found and agrees with the JDK on samples of every kind, looked at
     * once at first use; else the JDK's reader. The log says which one runs.
     */
    FASTEST {
        @Override
        Bitmap decode(JpegFile file, PictureBytes source) {
            return TurboJpegProof.HOLDS && TurboJpeg.takes(file)
                    ? TurboJpeg.decode(file, source)
                    : JpegPixels.decode(file, source);
        }

        @Override
        Bitmap square(JpegFile file, PictureBytes source, Resampling filter, int size) {
            return TurboJpegProof.HOLDS && TurboJpeg.takes(file)
                    ? TurboJpeg.square(file, source, filter, size)
                    : JpegPixels.square(file, source, filter, size);
        }
    };

    /** Returns whether this is more than the JDK's reader under another name. */
    public boolean isNative() {
        return this == FASTEST && TurboJpegProof.HOLDS;
    }

    abstract Bitmap decode(JpegFile file, PictureBytes source);

    /** Returns the picture squashed, RGB, its own pixels not kept. */
    abstract Bitmap square(JpegFile file, PictureBytes source, Resampling filter, int size);
}
