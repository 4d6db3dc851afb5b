package io.github.lmclip.core.serve;

import io.github.lmclip.data.PictureException;
import java.nio.file.Path;

/** What came of one file of a stream. */
public sealed interface Outcome {

    /** Returns the file. */
    Path picture();

    /**
     * A picture that was classified.
     *
     * @param picture the file
     * @param classification what was found
     */
    record Found(Path picture, Classification classification) implements Outcome {}

    /**
     * A file that could not be turned into pixels.
     *
     * @param picture the file
     * @param reason what is wrong with it
     */
    record Broken(Path picture, PictureException reason) implements Outcome {}
}
