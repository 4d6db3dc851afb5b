/** The commands about weights: {@code convert}, {@code inspect}, {@code export}, {@code interpolate}, {@code soup}. */
package io.github.lmclip.examples.cli.weights;
