/**
 * A run in words. A {@link io.github.lmclip.core.config.Configuration} gives every value of the front door a key; files of
 * them are read by {@link io.github.lmclip.core.config.ConfigurationFile}, where the published configurations lie too. The
 * keys are the names of the records' components: {@code RecordKeys} finds them, so that an option of {@link
 * io.github.lmclip.core.train.TrainingOptions} has its key as soon as it is there.
 */
package io.github.lmclip.core.config;
