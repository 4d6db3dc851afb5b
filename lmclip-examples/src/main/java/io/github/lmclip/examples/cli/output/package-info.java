/** What several commands print, draw or write. */
package io.github.lmclip.examples.cli.output;
