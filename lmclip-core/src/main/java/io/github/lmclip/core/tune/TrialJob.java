package io.github.lmclip.core.tune;

import io.github.lmclip.core.config.Configuration;
import java.nio.file.Path;

/**
 * A trial to train as far as a rung.
 *
 * @param number of the trial, from 1
 * @param configuration the whole run's
 * @param folder of the run, of this trial alone; what was trained before is there
 * @param epochs to have behind then
 */
public record TrialJob(int number, Configuration configuration, Path folder, int epochs) {}
