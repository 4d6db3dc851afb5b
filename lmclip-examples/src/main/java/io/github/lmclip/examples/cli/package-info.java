/** The launcher, the commands that train, and a room for each other kind. A command reads its words, calls the library and prints what came. */
package io.github.lmclip.examples.cli;
