package io.github.lmclip.data.fetch.benchmark;

/**
 * What a fetch brought.
 *
 * @param files how many files are in place now, as wanted
 * @param before how many of them were there before
 * @param bytes their size in all
 */
public record BenchmarkReport(int files, int before, long bytes) {

    BenchmarkReport plus(BenchmarkReport other) {
        return new BenchmarkReport(files + other.files, before + other.before, bytes + other.bytes);
    }
}
