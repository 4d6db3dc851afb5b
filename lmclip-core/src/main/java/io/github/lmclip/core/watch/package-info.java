/**
 * Watching a run. {@link io.github.lmclip.core.watch.TensorBoard} writes what a run reports as event files, {@link
 * io.github.lmclip.core.watch.RunRecord} keeps {@code run.json}, {@link io.github.lmclip.core.watch.Pace} says how fast it
 * goes and how long it will take, and {@link io.github.lmclip.core.watch.DjlCallbacks} drives listeners that were written
 * for DJL's own trainer. All of them listen from outside; nothing here changes a run's result.
 */
package io.github.lmclip.core.watch;
