/**
 * The search for the values of a configuration that train best. A {@link io.github.lmclip.core.tune.Tuning} tries points of a
 * {@link io.github.lmclip.core.tune.SearchSpace} and gives a {@link io.github.lmclip.core.tune.TuneReport}. A {@link
 * io.github.lmclip.core.tune.Sampler} chooses the points, {@link io.github.lmclip.core.tune.RandomSearch} blindly and {@link
 * io.github.lmclip.core.tune.TreeParzen} by what was found before; {@link io.github.lmclip.core.tune.Halving} decides which
 * trials are worth more epochs; a {@link io.github.lmclip.core.tune.TrialRunner} trains them, by default each in a process of
 * its own; the journal {@code trials.json} has all that a search needs to go on after a kill.
 */
package io.github.lmclip.core.tune;
