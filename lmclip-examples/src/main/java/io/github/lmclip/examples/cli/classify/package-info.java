/** {@code lmclip classify}: pictures in, lines of CSV or JSON out. */
package io.github.lmclip.examples.cli.classify;
