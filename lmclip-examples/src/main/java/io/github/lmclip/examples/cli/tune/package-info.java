/** {@code lmclip tune}: search for the best values of a configuration. */
package io.github.lmclip.examples.cli.tune;
