/** The commands that measure: {@code test}, {@code zero-shot}, {@code compare}, {@code report}. */
package io.github.lmclip.examples.cli.evaluate;
