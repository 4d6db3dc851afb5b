/** The launcher's commands: each reads its words, calls the library and prints what came. */
package io.github.lmclip.examples.cli;
