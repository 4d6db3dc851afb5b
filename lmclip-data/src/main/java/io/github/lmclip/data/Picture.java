package io.github.lmclip.data;

import io.github.lmclip.data.image.Bitmap;
import java.nio.file.Path;
import java.util.Optional;

/** A picture that has not been decoded yet: a file, or something that draws itself. */
public interface Picture {

    /** Returns what identifies this picture to a reader: a path, or the name of a drawn one. */
    String name();

    /**
     * Returns the pixels, decoded or drawn afresh at each call.
     *
     * @throws PictureException if the file is missing, truncated or not a picture
     */
    Bitmap bitmap();

    /** Returns the file that this picture is read from, nothing if it draws itself. */
    default Optional<Path> location() {
        return Optional.empty();
    }

    /** Returns the picture in a file; the file is opened when the pixels are asked for. */
    static Picture file(Path file) {
        return new FilePicture(file);
    }
}
