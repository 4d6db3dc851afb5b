package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.FileCheck;
import java.util.List;

/** Where some of a folder's files are published. */
sealed interface Origin permits SingleFiles, TarArchive {

    /** Returns what messages call it. */
    String name();

    /** Returns where its files go, relative to the folder, with slashes. */
    List<String> paths();

    /** Returns how many bytes the network brings if none of so many files is here. */
    long bytes(int missing);

    /** Returns whether that number is known exactly. */
    boolean exact();

    /** Returns what a file must pass. */
    FileCheck check();

    /** Returns the address, or what the addresses begin with. */
    String address();
}
