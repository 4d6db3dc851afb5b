/** The examples room. */
package io.github.lmclip.examples;
