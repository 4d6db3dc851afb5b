package io.github.lmclip.examples.cli.bench;

import java.io.IOException;

/** Something that turns the same pictures into normalised pixels, a round at a time. */
interface DataContender extends AutoCloseable {

    /**
     * What a round over all pictures took.
     *
     * @param seconds by the clock
     * @param cpuSeconds of all threads together
     * @param bytes allocated on the heap by them; 0 where nobody counts
     */
    record Round(double seconds, double cpuSeconds, long bytes) {}

    String name();

    Round round() throws IOException;

    @Override
    void close();
}
