/**
 * Splits of one's own: {@link io.github.lmclip.data.split.StratifiedSplit} parts a dataset into training and test images,
 * {@link io.github.lmclip.data.split.SplitSource} does so for the front door, and {@link
 * io.github.lmclip.data.split.LongTail} draws a long-tailed split along a {@link
 * io.github.lmclip.data.split.ParetoCurve}.
 */
package io.github.lmclip.data.split;
