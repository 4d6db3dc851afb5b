package io.github.lmclip.data;

/** The two splits that long-tailed benchmarks publish; there is no validation split among them. */
public enum Split {
    /** The long-tailed training split. */
    TRAIN,
    /** The test split; the published code also calls it "valid" and chooses checkpoints on it. */
    TEST
}
