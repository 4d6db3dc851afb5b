/**
 * The benchmarks' images from where they are published: a {@link io.github.lmclip.data.fetch.benchmark.BenchmarkFetch}
 * brings them into a folder, a {@link io.github.lmclip.data.fetch.benchmark.Manifest} there says what came, from where, and
 * is compared with later.
 *
 * <p>What is published file by file (COCO, captions) is fetched so; of an archive (VOC) the listed images are kept as it
 * comes in, in {@code .lmclip-fetch} below the folder, and put in place once the whole archive has proved to be the right
 * one. Nothing of an archive's own names ever becomes a path.
 */
package io.github.lmclip.data.fetch.benchmark;
