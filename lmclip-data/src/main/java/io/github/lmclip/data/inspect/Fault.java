package io.github.lmclip.data.inspect;

/** What can be wrong with a dataset whose lists can be read. */
public enum Fault {
    /** There is no such file. */
    MISSING,
    /** The file is truncated, damaged, too large, or not a picture. */
    UNDECODABLE,
    /** Another file of the same split has the same bytes. */
    DUPLICATE,
    /** A file of the test split has the bytes of one of the training split. */
    LEAKED,
    /** The file is missing or another than the one that the folder's manifest says was fetched. */
    CHANGED,
    /** A class has another number of images than published. */
    COUNT,
    /** No picture of the test split shows a class. */
    UNTESTED,
    /** A class of a single training picture has nearly the name of another. */
    MISSPELT
}
