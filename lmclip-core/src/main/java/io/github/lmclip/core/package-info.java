/** The core room. */
package io.github.lmclip.core;
