package io.github.lmclip.data;

import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.image.PictureDecoder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A picture in a file. */
record FilePicture(Path path) implements Picture {

    FilePicture {
        Objects.requireNonNull(path, "path");
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public Optional<Path> location() {
        return Optional.of(path);
    }

    @Override
    public Bitmap bitmap() {
        return PictureDecoder.decode(path);
    }
}
