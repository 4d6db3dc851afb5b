package io.github.lmclip.core.train;

import java.util.List;

/** A run's folder holds the state of a run of another configuration, and nobody has said that this is accepted. */
public final class ChangedRunException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> differences;

    ChangedRunException(List<String> differences) {
        super("the run was begun with another configuration: %s; go on with that one, or start anew"
                .formatted(String.join("; ", differences)));
        this.differences = List.copyOf(differences);
    }

    /** Returns a clause for each value that differs, such as {@code training.epochs: 8 -> 1}. */
    public List<String> differences() {
        return differences;
    }
}
