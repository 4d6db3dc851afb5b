package io.github.lmclip.examples.cli.bench;

import java.util.List;

/**
 * What an engine reached: medians over the rounds.
 *
 * @param engine who
 * @param threads how many worked
 * @param imagesPerSecond by the clock
 * @param imagesPerCpuSecond by the processor time of its threads, which a busy machine disturbs less
 * @param bytesPerImage allocated on the heap; 0 where nobody counts
 */
record DataBenchRow(
        String engine, int threads, double imagesPerSecond, double imagesPerCpuSecond, double bytesPerImage) {

    /** Returns a line for the console, beside Pillow if it is among the rows. */
    String line(List<DataBenchRow> rows) {
        String own = "%-14s %8.0f images/s, %8.0f per second of a core, %9.0f bytes an image"
                .formatted(engine, imagesPerSecond, imagesPerCpuSecond, bytesPerImage);
        return rows.stream()
                .filter(row -> row.engine().equals(PillowContender.NAME))
                .findFirst()
                .map(pillow -> own
                        + ", %.2f times Pillow per core".formatted(imagesPerCpuSecond / pillow.imagesPerCpuSecond()))
                .orElse(own);
    }
}
