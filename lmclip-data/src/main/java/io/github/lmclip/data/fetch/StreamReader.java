package io.github.lmclip.data.fetch;

import java.io.IOException;
import java.io.InputStream;

/** Takes in a long file as it comes, and can go on where it was when it stops. */
public interface StreamReader {

    /** Returns how many bytes from the start of the file are not wanted again. */
    long position();

    /**
     * Takes in what follows {@link #position}, to the end. What has been taken in for good moves the position, which the
     * next call starts at.
     *
     * @param rest ends where the file does; a connection that breaks earlier is an {@code IOException}, to be passed on
     * @throws WrongContentException if that is not of the file expected
     * @throws IOException if the stream breaks
     */
    void read(InputStream rest) throws IOException;

    /** Forgets all that was taken in: the position is 0 again. */
    void restart();
}
