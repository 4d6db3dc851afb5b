package io.github.lmclip.data;

import java.util.Locale;

/** The two splits that long-tailed benchmarks publish; there is no validation split among them. */
public enum Split {
    /** The long-tailed training split. */
    TRAIN,
    /** The test split; the published code also calls it "valid" and chooses checkpoints on it. */
    TEST;

    /** Returns the word of file names and messages, {@code "train"} or {@code "test"}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
