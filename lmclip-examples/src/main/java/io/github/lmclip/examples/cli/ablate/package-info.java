/** {@code lmclip ablate}: the recipe taken apart, and other losses in its place. */
package io.github.lmclip.examples.cli.ablate;
