package io.github.lmclip.core.watch;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes one session of a run as an event file of TensorBoard. What earlier files of the folder say of the session's first
 * step and of later ones is taken back, so that a run which was killed and goes on has each point once.
 */
public final class TensorBoardWriter implements AutoCloseable {

    private final SteadyClock clock = new SteadyClock();
    private final EventFile file;

    /**
     * Begins a session.
     *
     * @param folder the run's, which must exist
     * @param firstStep the first step of the session, from 1 over the whole run
     * @throws java.io.UncheckedIOException if the folder cannot be written to
     */
    public TensorBoardWriter(Path folder, long firstStep) {
        file = EventFile.create(folder, (long) clock.seconds());
        file.append(Event.fileVersion(clock.seconds()));
        file.append(Event.sessionStart(clock.seconds(), firstStep));
    }

    /** Deletes the event files that sessions in a folder have left. */
    public static void clear(Path folder) {
        EventFile.clear(folder);
    }

    /** Shows these values on the page of hyper-parameters. */
    public void hyperParameters(SortedMap<String, String> values) {
        file.append(HyperParameters.start(clock.seconds(), values));
    }

    /**
     * Says that the run is over.
     *
     * @param success whether it was finished; otherwise it broke off by an error
     */
    public void end(boolean success) {
        HyperParameters.End status = success ? HyperParameters.End.SUCCESS : HyperParameters.End.FAILURE;
        file.append(HyperParameters.end(clock.seconds(), status));
    }

    /**
     * Gives a point of each curve.
     *
     * @param step from 1, over the whole run
     * @param values by tag, such as {@code loss/total}; a NaN leaves a hole in its curve
     */
    public void scalars(long step, Map<String, Double> values) {
        file.append(Event.scalars(clock.seconds(), step, values));
    }

    /**
     * Gives the spread of many values.
     *
     * @param step from 1, over the whole run
     * @param tag such as {@code parameters/visual.conv1.weight}
     * @param values those that are no finite numbers are left out
     */
    public void histogram(long step, String tag, float[] values) {
        histogram(step, tag, Histogram.of(values));
    }

    void histogram(long step, String tag, Histogram histogram) {
        if (histogram.count() > 0) {
            file.append(Event.histogram(clock.seconds(), step, tag, histogram));
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
