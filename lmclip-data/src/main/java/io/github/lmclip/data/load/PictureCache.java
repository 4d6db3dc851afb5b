package io.github.lmclip.data.load;

import io.github.lmclip.data.Picture;
import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.image.DecodeOptions;
import io.github.lmclip.data.image.PictureDecoder;
import io.github.lmclip.data.image.PictureTransform;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Memory for pictures that come again: files as they are, and squares as {@link PictureTransform#frame} returns them,
 * each under a limit of its own. Any number of loaders and threads may share one. A file that changes on disk while it
 * is kept is not read again.
 */
public final class PictureCache {

    private record Framed(Picture picture, PictureTransform transform, DecodeOptions options) {}

    private final MemoryCache<Picture, byte[]> files;
    private final MemoryCache<Framed, Bitmap> squares;

    private PictureCache(long fileBytes, long pixelBytes) {
        files = new MemoryCache<>(fileBytes, file -> file.length);
        squares = new MemoryCache<>(pixelBytes, square -> square.samples().length);
    }

    /** Returns a cache that keeps nothing. */
    public static PictureCache none() {
        return new PictureCache(0, 0);
    }

    /**
     * Returns an empty cache.
     *
     * @param fileBytes the most memory for files, >= 0
     * @param pixelBytes the most memory for squares, >= 0; one of 224 pixels takes about 150 kB
     */
    public static PictureCache of(long fileBytes, long pixelBytes) {
        if (fileBytes < 0 || pixelBytes < 0) {
            throw new IllegalArgumentException(
                    "limits must be >= 0 bytes, got %d and %d".formatted(fileBytes, pixelBytes));
        }
        return new PictureCache(fileBytes, pixelBytes);
    }

    /** Returns how much memory the kept files and squares take, in bytes. */
    public long usedBytes() {
        return files.usedBytes() + squares.usedBytes();
    }

    /**
     * Returns the picture's square.
     *
     * @throws io.github.lmclip.data.PictureException if the picture cannot be decoded
     */
    public Bitmap square(Picture picture, PictureTransform transform, DecodeOptions options) {
        Objects.requireNonNull(picture, "picture");
        return squares.get(new Framed(picture, transform, options), () -> frame(picture, transform, options));
    }

    private Bitmap frame(Picture picture, PictureTransform transform, DecodeOptions options) {
        return picture.location()
                .map(path -> PictureDecoder.square(bytes(picture, path), picture.name(), options, transform))
                .orElseGet(() -> transform.frame(picture.bitmap()));
    }

    private byte[] bytes(Picture picture, Path path) {
        return files.get(picture, () -> PictureDecoder.read(path));
    }

    /**
     * Returns the picture's pixels, decoded afresh; its file is read once if it fits.
     *
     * @throws io.github.lmclip.data.PictureException if the picture cannot be decoded
     */
    public Bitmap bitmap(Picture picture, DecodeOptions options) {
        return picture.location()
                .map(path -> PictureDecoder.decode(bytes(picture, path), picture.name(), options))
                .orElseGet(picture::bitmap);
    }
}
