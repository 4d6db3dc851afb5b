/** {@code lmclip bench}: measurements, each engine beside its peers in one run, and the processes that are measured. */
package io.github.lmclip.examples.cli.bench;
