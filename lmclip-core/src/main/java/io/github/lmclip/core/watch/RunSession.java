package io.github.lmclip.core.watch;

import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code run.json} says of one session, from a start to a stop.
 *
 * @param begun time of day, in UTC
 * @param updated time of day when this was written
 * @param status how the session ended, or that it has not
 * @param cause why it failed; left out of the file where it did not
 * @param seconds that it took, by a clock that nobody can set
 * @param stateSeconds of them, spent on writing the states that the run can go on from
 * @param modelSeconds of them, spent on writing the models of the last and the best epochs
 */
record RunSession(
        String begun,
        String updated,
        RunStatus status,
        String cause,
        double seconds,
        double stateSeconds,
        double modelSeconds) {

    /** A file's list of sessions. */
    record Listed(List<RunSession> sessions) {

        /** Returns whether nothing is missing. */
        boolean isWhole() {
            return sessions != null
                    && sessions.stream()
                            .flatMap(session -> Stream.of(session.begun, session.updated, session.status))
                            .noneMatch(part -> part == null);
        }
    }

    /** Returns this session as a later one sees it. */
    RunSession seenLater() {
        return status == RunStatus.RUNNING
                ? new RunSession(begun, updated, RunStatus.KILLED, cause, seconds, stateSeconds, modelSeconds)
                : this;
    }
}
