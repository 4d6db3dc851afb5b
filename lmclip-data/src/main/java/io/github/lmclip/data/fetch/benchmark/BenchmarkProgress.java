package io.github.lmclip.data.fetch.benchmark;

/**
 * How far a part of a fetch is.
 *
 * @param name what is being fetched, such as {@code "coco-mlt train"}
 * @param files how many of its files are in place
 * @param ofFiles how many there will be
 * @param bytes how many bytes are here or have been read
 * @param ofBytes how many there will be; where files are published one by one, an estimate that gets better
 */
public record BenchmarkProgress(String name, int files, int ofFiles, long bytes, long ofBytes) {}
