package io.github.lmclip.data;

import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.image.PictureDecoder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A picture in a file. */
record FilePicture(Path file) implements Picture {

    FilePicture {
        Objects.requireNonNull(file, "file");
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Optional<Path> path() {
        return Optional.of(file);
    }

    @Override
    public Bitmap bitmap() {
        return PictureDecoder.decode(file);
    }
}
