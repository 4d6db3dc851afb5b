package io.github.lmclip.core.weights;

/**
 * One record of a zip archive.
 *
 * @param name its whole name
 * @param stored whether its bytes lie there as they are, not deflated
 * @param header where its local header begins
 * @param position where its bytes begin
 * @param bytes how many they are in the file
 * @param size how many they are, inflated
 */
record ZipRecord(String name, boolean stored, long header, long position, long bytes, long size) {

    long end() {
        return position + bytes;
    }
}
