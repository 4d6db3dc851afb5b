package io.github.lmclip.data.fetch.benchmark;

/**
 * A part of what a fetch would bring.
 *
 * @param name what it is, such as {@code "voc-mlt train"}
 * @param address where it is published; where files are published one by one, what their addresses begin with
 * @param files how many files are wanted of it
 * @param here how many of them are there already, as far as names and sizes tell
 * @param bytes how many bytes the network would bring
 * @param exact whether that is their exact number and not an estimate by the mean size of the published files
 */
public record PlannedPart(String name, String address, int files, int here, long bytes, boolean exact) {}
