package io.github.lmclip.core.watch;

import com.google.gson.annotations.SerializedName;

/** How it stands with a run, or how one of its sessions ended; in files by small letters. */
public enum RunStatus {
    /** It is under way, or was when it was killed. */
    @SerializedName("running")
    RUNNING,
    /** It was interrupted, or paused after an epoch, and saved its state. */
    @SerializedName("stopped")
    STOPPED,
    /** It reached its end. */
    @SerializedName("finished")
    FINISHED,
    /** It broke off by an error. */
    @SerializedName("failed")
    FAILED,
    /** A later session found that it was under way and is no longer. */
    @SerializedName("killed")
    KILLED
}
