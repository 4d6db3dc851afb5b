package io.github.lmclip.core.train;

/**
 * A memory whose session ends after an epoch, with the state kept. The run's length stays what it was, and with it the
 * learning rate of every step: a run in several sessions ends with the bits of one in one piece.
 *
 * @param memory that keeps
 * @param lastEpoch of this session, at least 1
 */
public record PausingMemory(RunMemory memory, int lastEpoch) implements RunMemory {

    @Override
    public Progress recall(RunState state) {
        return memory.recall(state);
    }

    @Override
    public void keep(RunState state, Progress progress, boolean now) {
        memory.keep(state, progress, now);
    }

    @Override
    public boolean pausesBefore(int epoch) {
        return epoch > lastEpoch;
    }
}
