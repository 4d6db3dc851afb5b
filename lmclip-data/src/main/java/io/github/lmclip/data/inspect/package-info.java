/**
 * Datasets looked at: {@link io.github.lmclip.data.inspect.LabelledData} reads whatever a name, folder or file holds; {@link
 * io.github.lmclip.data.inspect.DatasetSummary}, {@link io.github.lmclip.data.inspect.GroupOverlap} and {@link
 * io.github.lmclip.data.inspect.SamplingPlan} describe it; {@link io.github.lmclip.data.inspect.DatasetCheck} decodes and
 * compares every picture, {@link io.github.lmclip.data.inspect.ClassDoubts} finds classes that may be misspelt words.
 */
package io.github.lmclip.data.inspect;
