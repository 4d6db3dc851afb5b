package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.fetch.FileCheck;
import io.github.lmclip.data.image.DecodeOptions;
import io.github.lmclip.data.image.PictureDecoder;
import java.nio.file.Path;
import java.util.Optional;

/** Passes pictures that decode to their last pixel. */
final class DecodedPicture implements FileCheck {

    /** Far more than any photo of a benchmark has, and little enough for several at once. */
    private static final DecodeOptions OPTIONS = DecodeOptions.defaults().withMaxPixels(1 << 24);

    @Override
    public Optional<String> complaint(Path file) {
        try {
            PictureDecoder.decode(file, OPTIONS);
            return Optional.empty();
        } catch (PictureException e) {
            return Optional.of(e.getMessage());
        }
    }
}
