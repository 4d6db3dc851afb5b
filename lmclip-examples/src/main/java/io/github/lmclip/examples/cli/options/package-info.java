/** Words that several commands understand, and what they mean. */
package io.github.lmclip.examples.cli.options;
