/**
 * What is in the pictures: files to samples and weights. A {@link io.github.lmclip.data.DatasetSource} ({@link
 * io.github.lmclip.data.Benchmark}, {@link io.github.lmclip.data.ListedSource}, or the drawn {@link
 * io.github.lmclip.data.shapes.ShapesMlt}) reads a {@link io.github.lmclip.data.LongTailDataset} of {@link
 * io.github.lmclip.data.Sample}s; {@link io.github.lmclip.data.ClassFrequencies} counts it, a {@link
 * io.github.lmclip.data.Sampler} draws from it as a {@link io.github.lmclip.data.Sampling} says, {@link
 * io.github.lmclip.data.Captions} puts it in words. Pixels are next door, in {@code io.github.lmclip.data.image}; other formats of labels in {@code io.github.lmclip.data.formats},
 * splits of one's own in {@code io.github.lmclip.data.split}, and what a dataset holds in {@code
 * io.github.lmclip.data.inspect}.
 *
 * <p>Notation: N images, n_c images of class c.
 */
package io.github.lmclip.data;
