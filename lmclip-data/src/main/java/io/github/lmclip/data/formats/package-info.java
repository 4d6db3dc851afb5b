/**
 * Files and folders of labels to datasets: a {@link io.github.lmclip.data.formats.DatasetReader} for each {@link
 * io.github.lmclip.data.formats.DatasetFormat}, all with the same {@link io.github.lmclip.data.formats.ReadOptions} and the
 * same rules. {@link io.github.lmclip.data.formats.CsvReader}, {@link io.github.lmclip.data.formats.CocoReader} and {@link
 * io.github.lmclip.data.formats.VocReader} have options of their own.
 */
package io.github.lmclip.data.formats;
