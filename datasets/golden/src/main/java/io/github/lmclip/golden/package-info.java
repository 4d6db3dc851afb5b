/** Reference values and their reader, for the tests of every module. */
package io.github.lmclip.golden;
