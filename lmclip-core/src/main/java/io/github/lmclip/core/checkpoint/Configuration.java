package io.github.lmclip.core.checkpoint;

import io.github.lmclip.core.Backbone;

/**
 * What a configuration says about a network.
 *
 * @param source the file it was found in
 * @param naming whose kind of configuration it is
 * @param backbone sizes and activation; the name is empty where it says none
 */
record Configuration(String source, Naming naming, Backbone backbone) {}
