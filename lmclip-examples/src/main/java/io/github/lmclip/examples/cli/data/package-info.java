/** The commands about data: {@code fetch}, {@code check-data}, {@code describe}. */
package io.github.lmclip.examples.cli.data;
